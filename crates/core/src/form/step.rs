//! What the blocks of a form do.

use std::sync::Arc;

use serde_json::Value;

use crate::{
    Button, Error, Message, Question, Result, Translated, Turn, Wording,
    block::Kind,
    body::{Body, BoxFuture},
    extract::Needs,
    flow::{Flow, FormStep, form_step, leave},
    language::Translator,
    t,
};

use super::{AnyField, Input, Misread, Settings, known::Known, words};

/// What the buttons of a form carry that are no choices. Choices have no dots in their names.
const SKIP: &str = "form.skip";
const RIGHT: &str = "form.right";
const CHANGE: &str = "form.change";
const CANCEL: &str = "form.cancel";

/// What all blocks of a form share.
pub(super) struct Blueprint {
    pub(super) fields: Vec<AnyField>,
    pub(super) settings: Settings,
}

/// A block of a form: of one field's question, or of the whole.
pub(super) struct Step {
    pub(super) form: Arc<Blueprint>,
    pub(super) field: Option<usize>,
    pub(super) run: fn(&Blueprint, Option<usize>, &Turn) -> Result<Flow>,
}

/// Marks the bodies that are no function of the author's.
pub(super) enum OfForm {}

impl<K: Kind> Body<K, OfForm> for Step {
    fn run<'t>(&'t self, turn: &'t Turn) -> BoxFuture<'t, Result<Flow>> {
        Box::pin(async move { (self.run)(&self.form, self.field, turn) })
    }

    fn needs(&self, needs: &mut Needs) {
        let of_field = |field: usize| {
            let AnyField { label, ask, again, choices, .. } = &self.form.fields[field];
            let of_choices = choices.iter().flat_map(|choice| choice.words.0.iter().chain([&choice.title]));
            [label, ask].into_iter().chain(again).chain(of_choices)
        };
        let Settings { confirm, cancelled, given_up, timed_out, back, cancel, skip, .. } =
            &self.form.settings;
        let words = [back, cancel, skip].into_iter().flat_map(|words| &words.0);
        let of_all = || confirm.iter().chain([cancelled, given_up, timed_out]).chain(words);
        let texts: Vec<&Wording> = match self.field {
            Some(field) => of_field(field).collect(),
            None => of_all().collect(),
        };
        needs.texts.extend(texts.into_iter().filter_map(|text| match text {
            Wording::Translated(text) => Some(text.clone()),
            _ => None,
        }));
        needs.says = self.form.questions(self.field);
        needs.ends = Some(form_step(FormStep::Stay, Value::Null));
    }
}

impl Blueprint {
    /// What is asked, of one field or of the whole, as far as it is known before anything is answered.
    fn questions(&self, field: Option<usize>) -> Vec<Message> {
        match (field, &self.settings.confirm) {
            (Some(field), _) => vec![question(self.fields[field].ask.clone(), buttons(&self.fields[field]))],
            (None, Some(confirm)) => vec![question(confirm.clone(), decisions()), changes(self)],
            (None, None) => Vec::new(),
        }
    }
}

/// The form goes on: with what it lacks, then by showing everything, then to its end.
pub(super) fn go_on(form: &Blueprint, _: Option<usize>, turn: &Turn) -> Result<Flow> {
    let known = Known::read(turn.given()).unwrap_or_else(|| Known::begin(turn.given(), &form.fields));
    if let Some(field) = known.missing(&form.fields) {
        return Ok(form_step(FormStep::Ask(field.name), known.keep()));
    }
    let Some(question) = &form.settings.confirm else {
        return Ok(form_step(FormStep::Filled, known.keep()));
    };
    let translator = Translator::new(turn.catalog(), &turn.locale(), turn.id());
    let read = |wording: Wording| translator.read_plain(wording).map_err(Error::terminal);
    let mut lines = Vec::new();
    for field in &form.fields {
        let value = known.values.get(field.name).filter(|value| !value.is_null());
        let shown = value.and_then(|value| field.shown(value));
        let shown = shown.unwrap_or_else(|| t!("tertulia-form-nothing").into());
        lines.push(format!("{}: {}", read(field.label.clone())?, read(shown)?));
    }
    lines.push(String::new());
    lines.push(read(question.clone())?);
    ask(turn, lines.join("\n").into(), decisions());
    Ok(form_step(FormStep::Stay, known.keep()))
}

/// Takes what is said when everything is shown.
pub(super) fn settle(form: &Blueprint, _: Option<usize>, turn: &Turn) -> Result<Flow> {
    let Some(known) = Known::read(turn.given()) else { return Ok(over(turn)) };
    if known.missing(&form.fields).is_some() {
        return Ok(form_step(FormStep::Continue, known.keep()));
    }
    if let Some(press) = turn.press() {
        let change = press.name.strip_prefix(CHANGE).and_then(|rest| rest.strip_prefix('.'));
        let change = change.and_then(|name| form.fields.iter().find(|field| field.name == name));
        return Ok(match (change, press.name.as_str()) {
            (Some(field), _) => form_step(FormStep::Ask(field.name), known.keep()),
            (None, RIGHT) => form_step(FormStep::Filled, known.keep()),
            (None, CHANGE) => offer_changes(form, turn),
            (None, CANCEL) => cancel(form, turn),
            (None, _) => form_step(FormStep::Continue, known.keep()),
        });
    }
    let Some(text) = Input::new(turn).text() else { return Ok(form_step(FormStep::Continue, known.keep())) };
    let says = |words: Translated| words::lists(&words.into(), text, turn.catalog());
    let means = |title: Translated, other: Translated| {
        words::is_title(&title.into(), text, turn.catalog()) || says(other)
    };
    let is_label = |field: &&AnyField| words::is_title(&field.label, text, turn.catalog());
    if means(t!("tertulia-form-right"), t!("tertulia-form-yes-words")) {
        Ok(form_step(FormStep::Filled, known.keep()))
    } else if form.settings.cancel.are_said(text, turn.catalog()) {
        Ok(cancel(form, turn))
    } else if let Some(field) = form.fields.iter().find(is_label) {
        Ok(form_step(FormStep::Ask(field.name), known.keep()))
    } else if form.settings.back.are_said(text, turn.catalog()) {
        let last = form.fields.last().map_or(FormStep::Continue, |field| FormStep::Ask(field.name));
        Ok(form_step(last, known.keep()))
    } else if means(t!("tertulia-form-change"), t!("tertulia-form-no-words")) {
        Ok(offer_changes(form, turn))
    } else {
        Ok(form_step(FormStep::Continue, known.keep()))
    }
}

/// Says that the form waited for too long. It is left by then.
pub(super) fn time_out(form: &Blueprint, _: Option<usize>, turn: &Turn) -> Result<Flow> {
    say(turn, form.settings.timed_out.clone());
    Ok(Flow::default())
}

/// Puts the question of a field.
pub(super) fn put(form: &Blueprint, field: Option<usize>, turn: &Turn) -> Result<Flow> {
    let field = &form.fields[of_field(field)?];
    ask(turn, field.ask.clone(), buttons(field));
    Ok(Flow::default())
}

/// Takes the answer to the question of a field, or a word that goes elsewhere.
pub(super) fn take(form: &Blueprint, field: Option<usize>, turn: &Turn) -> Result<Flow> {
    let number = of_field(field)?;
    let field = &form.fields[number];
    let Some(mut known) = Known::read(turn.given()) else { return Ok(over(turn)) };
    let read = match turn.press() {
        Some(press) if press.name == SKIP && field.optional => Ok(Value::Null),
        Some(press) => {
            field.choose(&press.name).unwrap_or_else(|| Err(Misread::new(t!("tertulia-form-misread"))))
        }
        None => match Input::new(turn).text() {
            Some(text) => {
                let Settings { back, cancel: stop, skip, .. } = &form.settings;
                let says = |words: &super::Words| words.are_said(text, turn.catalog());
                match chosen(field, text, turn) {
                    Some(chosen) => chosen,
                    None if says(stop) => return Ok(cancel(form, turn)),
                    None if says(back) => {
                        let to = &form.fields[number.saturating_sub(1)];
                        known.tries = 0;
                        return Ok(form_step(FormStep::Ask(to.name), known.keep()));
                    }
                    None if field.optional && says(skip) => Ok(Value::Null),
                    None => field.read(&Input::new(turn)),
                }
            }
            None => field.read(&Input::new(turn)),
        },
    };
    match read {
        Ok(value) => {
            known.values.insert(field.name.to_owned(), value);
            known.tries = 0;
            Ok(form_step(FormStep::Continue, known.keep()))
        }
        Err(misread) => Ok(ask_again(form, field, known, misread, turn)),
    }
}

/// The choice that was typed.
fn chosen(field: &AnyField, text: &str, turn: &Turn) -> Option<Result<Value, Misread>> {
    let catalog = turn.catalog();
    let is_said = |choice: &&super::Choice| {
        words::is_title(&choice.title, text, catalog)
            || choice.name.eq_ignore_ascii_case(text)
            || choice.words.are_said(text, catalog)
    };
    field.choose(field.choices.iter().find(is_said)?.name)
}

fn ask_again(form: &Blueprint, field: &AnyField, mut known: Known, misread: Misread, turn: &Turn) -> Flow {
    known.tries += 1;
    if form.settings.tries.is_some_and(|tries| known.tries >= tries) {
        say(turn, form.settings.given_up.clone());
        return leave();
    }
    match &field.again {
        Some(again) => ask(turn, again.clone(), buttons(field)),
        None => {
            say(turn, misread.0);
            ask(turn, field.ask.clone(), buttons(field));
        }
    }
    form_step(FormStep::Stay, known.keep())
}

fn cancel(form: &Blueprint, turn: &Turn) -> Flow {
    say(turn, form.settings.cancelled.clone());
    leave()
}

fn over(turn: &Turn) -> Flow {
    say(turn, t!("tertulia-form-over").into());
    Flow::default()
}

fn offer_changes(form: &Blueprint, turn: &Turn) -> Flow {
    turn.reply().say_at_end(changes(form));
    Flow::default()
}

/// What may be changed.
fn changes(form: &Blueprint) -> Message {
    let button = |field: &AnyField| Button::postback(field.label.clone(), format!("{CHANGE}.{}", field.name));
    question(t!("tertulia-form-what").into(), form.fields.iter().map(button).collect())
}

/// What can be pressed when everything is shown.
fn decisions() -> Vec<Button> {
    vec![
        Button::postback(t!("tertulia-form-right"), RIGHT),
        Button::postback(t!("tertulia-form-change"), CHANGE),
        Button::postback(t!("tertulia-form-cancel"), CANCEL),
    ]
}

/// What can be pressed in answer to a question.
fn buttons(field: &AnyField) -> Vec<Button> {
    let choices = field.choices.iter().map(|choice| Button::postback(choice.title.clone(), choice.name));
    let skip = field.optional.then(|| Button::postback(t!("tertulia-form-skip"), SKIP));
    choices.chain(skip).collect()
}

fn ask(turn: &Turn, text: Wording, buttons: Vec<Button>) {
    turn.reply().say_at_end(question(text, buttons));
}

fn question(text: Wording, buttons: Vec<Button>) -> Message {
    match buttons.is_empty() {
        true => Message::Text(text),
        false => Message::QuickReplies(Question { text, buttons }),
    }
}

fn say(turn: &Turn, text: Wording) {
    turn.reply().say_at_end(Message::Text(text));
}

fn of_field(field: Option<usize>) -> Result<usize> {
    field.ok_or_else(|| Error::terminal("this block of a form belongs to no field"))
}
