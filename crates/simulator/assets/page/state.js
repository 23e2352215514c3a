// What the page knows, and who wants to hear of changes.

import { keep, kept } from './kept.js';

export const state = {
  run: null,
  bot: '',
  platforms: [],
  people: [],
  /** Chats, by platform and person. */
  phones: new Map(),
  turns: [],
  exchanges: [],
  /** By how many milliseconds the phones' time is ahead. */
  ahead: 0,
  /** Whose phones are shown. */
  person: kept('person', 'ana'),
  /** Which phone is shown where there is room for one only. */
  platform: kept('platform', 'telegram'),
  connected: false,
};

const TURNS = 200;
const EXCHANGES = 500;
const listeners = new Map();

/** Calls a function whenever something of that name changed. */
export function on(topic, listener) {
  listeners.set(topic, [...(listeners.get(topic) ?? []), listener]);
}

function changed(topic, what) {
  for (const listener of listeners.get(topic) ?? []) listener(what);
}

/** Takes the whole state, as a page does that was just opened or has lost the thread. */
export function takeAll(whole) {
  Object.assign(state, {
    run: whole.run, bot: whole.bot, platforms: whole.platforms, people: whole.people,
    turns: whole.turns, exchanges: whole.exchanges,
  });
  state.ahead = Date.parse(whole.now) - Date.now();
  state.phones = new Map(whole.phones.map((phone) => [key(phone.platform, phone.person), phone.chats]));
  if (!state.people.some((person) => person.id === state.person)) state.person = state.people[0]?.id;
  if (!state.platforms.includes(state.platform)) state.platform = state.platforms[0];
  for (const topic of ['all', 'people', 'phones', 'turns', 'exchanges', 'clock']) changed(topic);
}

export function takePhone({ platform, person, chats }) {
  state.phones.set(key(platform, person), chats);
  if (person === state.person) changed('phones', platform);
}

export function takeTurn(turn) {
  const same = state.turns.findIndex((known) => known.event === turn.event && known.attempt === turn.attempt);
  if (same >= 0) state.turns[same] = turn;
  else state.turns.push(turn);
  state.turns.splice(0, state.turns.length - TURNS);
  changed('turns');
}

export function takeExchange(exchange) {
  if (state.exchanges.some((known) => known.number === exchange.number)) return;
  state.exchanges.push(exchange);
  state.exchanges.splice(0, state.exchanges.length - EXCHANGES);
  changed('exchanges');
}

export function takeWorld({ now, people }) {
  state.ahead = Date.parse(now) - Date.now();
  state.people = people;
  changed('people');
  changed('clock');
}

export function takeConnection(connected) {
  state.connected = connected;
  changed('connection');
}

/** Looks at somebody else's phones. */
export function lookAt(person) {
  state.person = person;
  keep('person', person);
  changed('people');
  changed('phones');
}

/** Looks at another phone. */
export function turnTo(platform) {
  state.platform = platform;
  keep('platform', platform);
  changed('shown');
}

/** The chats that are shown on a platform's phone. */
export function chats(platform) {
  return state.phones.get(key(platform, state.person)) ?? [];
}

/** The time on the phones. */
export function now() {
  return new Date(Date.now() + state.ahead);
}

/** Who is shown. */
export function me() {
  return state.people.find((person) => person.id === state.person);
}

function key(platform, person) {
  return `${platform}/${person}`;
}
