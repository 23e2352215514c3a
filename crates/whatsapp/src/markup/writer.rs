//! Words with our signs, and with those of others disarmed.

use std::collections::BTreeMap;

use tertulia_core::rich::RichText;

use super::{
    address::{addresses, encoded},
    marks::{CODE, Mark, is_quoted, quotes},
};

pub(super) struct Writer<'a> {
    text: &'a RichText,
    marks: &'a [Mark],
    written: String,
    signs: Vec<Sign>,
    line: usize,
}

/// A character that is written, and might be read as a sign.
struct Sign {
    at: usize,
    c: char,
    line: usize,
    is_ours: bool,
}

impl<'a> Writer<'a> {
    pub(super) fn new(text: &'a RichText, marks: &'a [Mark]) -> Self {
        Self {
            text,
            marks,
            written: String::with_capacity(text.as_str().len() + 16),
            signs: Vec::new(),
            line: 0,
        }
    }

    pub(super) fn write(mut self) -> String {
        let mut marks = self.marks.iter().peekable();
        let mut open: Vec<&Mark> = Vec::new();
        let words = self.text.as_str();
        let quotes = quotes(self.text);
        let mut begins_line = true;
        for (at, c) in words.char_indices() {
            self.close(&mut open, at);
            let code = open.iter().any(|mark| mark.sign == CODE);
            let quoted = begins_line && is_quoted(&quotes, at);
            if quoted {
                self.written.push_str("> ");
            }
            while let Some(mark) = marks.next_if(|mark| mark.start == at) {
                self.sign(mark.sign);
                open.push(mark);
            }
            match open.iter().find(|mark| mark.sign == CODE) {
                Some(mark) if c == '`' && ends_code(&words[mark.start..mark.end], at - mark.start) => {
                    self.written.push(alike(c));
                }
                Some(_) => self.written.push(c),
                None => self.character(c, begins_line && !quoted && !code),
            }
            begins_line = c == '\n';
            self.line += usize::from(begins_line);
        }
        self.close(&mut open, words.len());
        self.disarmed()
    }

    fn close(&mut self, open: &mut Vec<&Mark>, at: usize) {
        while let Some(mark) = open.pop_if(|mark| mark.end <= at) {
            self.sign(mark.sign);
        }
    }

    /// Writes a sign of ours.
    fn sign(&mut self, sign: &str) {
        for c in sign.chars() {
            self.note(c, true);
            self.written.push(c);
        }
    }

    /// Writes a character of the words outside of code.
    fn character(&mut self, c: char, begins_line: bool) {
        match c {
            '*' | '_' | '~' | '`' => self.note(c, false),
            '>' if begins_line => return self.written.push(alike(c)),
            _ => {}
        }
        self.written.push(c);
    }

    fn note(&mut self, c: char, is_ours: bool) {
        // Only code goes on in the next line.
        let line = if c == '`' { 0 } else { self.line };
        self.signs.push(Sign { at: self.written.len(), c, line, is_ours });
    }

    /// Signs of others that are not alone in their line become characters that look alike; in the address of a page,
    /// which still has to lead there, they are encoded.
    fn disarmed(self) -> String {
        let Self { written, signs, .. } = self;
        let live = |sign: &&Sign| sign.is_ours || is_live(&written, sign);
        let mut count: BTreeMap<(char, usize), usize> = BTreeMap::new();
        for sign in signs.iter().filter(live) {
            *count.entry((sign.c, sign.line)).or_default() += 1;
        }
        let mut disarmed = String::with_capacity(written.len() + 8);
        let addresses = addresses(&written);
        let mut from = 0;
        for sign in signs.iter().filter(|sign| !sign.is_ours).filter(live) {
            if count[&(sign.c, sign.line)] > 1 {
                disarmed.push_str(&written[from..sign.at]);
                match addresses.iter().any(|address| address.contains(&sign.at)) {
                    true => disarmed.push_str(&encoded(sign.c)),
                    false => disarmed.push(alike(sign.c)),
                }
                from = sign.at + sign.c.len_utf8();
            }
        }
        disarmed.push_str(&written[from..]);
        disarmed
    }
}

/// Whether a character might be read as a sign: not inside a word, and not between blanks. Code is read anywhere.
fn is_live(written: &str, sign: &Sign) -> bool {
    if sign.c == '`' {
        return true;
    }
    let before = written[..sign.at].chars().next_back();
    let after = written[sign.at + sign.c.len_utf8()..].chars().next();
    let both = |is: fn(Option<char>) -> bool| is(before) && is(after);
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let is_blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
    !both(is_letter) && !both(is_blank)
}

/// Whether this sign would end the code that it stands in: one of three, or beside those of the code.
fn ends_code(code: &str, at: usize) -> bool {
    let end = code[at..].find(|c| c != '`').map_or(code.len(), |length| at + length);
    let start = code[..at].trim_end_matches('`').len();
    end - start >= CODE.len() || start == 0 || end == code.len()
}

/// A character that looks like this one and is no sign, of the same length in UTF-16.
fn alike(sign: char) -> char {
    match sign {
        '*' => '\u{2217}', // asterisk operator
        '_' => '\u{2cd}',  // modifier letter low macron
        '~' => '\u{223c}', // tilde operator
        '`' => '\u{2cb}',  // modifier letter grave accent
        '>' => '\u{203a}', // single right-pointing angle quotation mark
        other => other,
    }
}
