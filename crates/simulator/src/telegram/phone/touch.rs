//! How what can be pressed is called.

/// Something that can be pressed.
#[derive(Debug, Eq, PartialEq)]
pub(in crate::telegram) enum Touch<'a> {
    /// `start`
    Start,
    /// `menu`
    Menu,
    /// `/name`
    Command(&'a str),
    /// `result:0`
    Offer(usize),
    /// `keyboard:0:0`
    Key { row: usize, column: usize },
    /// `17:0:0`
    Button { message: i64, row: usize, column: usize },
    /// `17:option:0`
    Option { message: i64, option: usize },
}

impl<'a> Touch<'a> {
    pub(in crate::telegram) fn read(key: &'a str) -> Option<Self> {
        if let Some(name) = key.strip_prefix('/') {
            return Some(Self::Command(name));
        }
        let parts: Vec<&str> = key.split(':').collect();
        Some(match parts.as_slice() {
            ["start"] => Self::Start,
            ["menu"] => Self::Menu,
            ["result", at] => Self::Offer(at.parse().ok()?),
            ["keyboard", row, column] => Self::Key { row: row.parse().ok()?, column: column.parse().ok()? },
            [message, "option", option] => {
                Self::Option { message: message.parse().ok()?, option: option.parse().ok()? }
            }
            [message, row, column] => Self::Button {
                message: message.parse().ok()?,
                row: row.parse().ok()?,
                column: column.parse().ok()?,
            },
            _ => return None,
        })
    }

    pub(super) fn key(&self) -> String {
        match self {
            Self::Start => "start".to_owned(),
            Self::Menu => "menu".to_owned(),
            Self::Command(name) => format!("/{name}"),
            Self::Offer(at) => format!("result:{at}"),
            Self::Key { row, column } => format!("keyboard:{row}:{column}"),
            Self::Button { message, row, column } => format!("{message}:{row}:{column}"),
            Self::Option { message, option } => format!("{message}:option:{option}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_as_it_was_written() {
        for touch in [
            Touch::Start,
            Touch::Menu,
            Touch::Command("help"),
            Touch::Offer(3),
            Touch::Key { row: 1, column: 2 },
            Touch::Button { message: 17, row: 0, column: 1 },
            Touch::Option { message: 17, option: 1 },
        ] {
            assert_eq!(Touch::read(&touch.key()), Some(touch));
        }
        for unknown in ["", "x", "1:2", "a:0:0", "keyboard:0:-1", "1:2:3:4"] {
            assert_eq!(Touch::read(unknown), None, "{unknown}");
        }
    }
}
