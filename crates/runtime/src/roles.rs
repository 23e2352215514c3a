//! What a process does of the work that several share.

use std::{fmt, str::FromStr};

/// A part of a bot's work that a process of its own can do.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Role {
    /// Takes webhooks: stores and acknowledges them.
    Web,
    /// Runs turns, and forgets what is old. Answers presses and fetches files, which cannot wait for a sender.
    Worker,
    /// Sends what turns said. (Not `Send`: with an item of that name the compiler tells authors of `std::marker::Send`.)
    Sender,
}

impl Role {
    /// All of them, in the order of the pipeline.
    pub const ALL: [Self; 3] = [Self::Web, Self::Worker, Self::Sender];

    /// As operators write it: `web`, `work` or `send`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Web => "web",
            Self::Worker => "work",
            Self::Sender => "send",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Role {
    type Err = UnknownRole;

    fn from_str(name: &str) -> Result<Self, UnknownRole> {
        Self::ALL.into_iter().find(|role| role.name() == name).ok_or(UnknownRole)
    }
}

/// No role is called that.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("no role is called that; there are web, work and send")]
pub struct UnknownRole;

/// What a process does: at least one [`Role`], by default all.
///
/// Less than all makes sense only on a database that processes share, where others do the rest.
///
/// ```
/// use tertulia_runtime::{Role, Roles};
///
/// assert_eq!(Roles::of([Role::Worker, Role::Sender]).unwrap().to_string(), "work, send");
/// assert!(Roles::of([]).is_none(), "a process that does nothing");
/// ```
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Roles {
    web: bool,
    work: bool,
    send: bool,
}

impl Roles {
    /// Everything.
    pub const ALL: Self = Self { web: true, work: true, send: true };

    /// These and no others. `None` if there is none.
    pub fn of(roles: impl IntoIterator<Item = Role>) -> Option<Self> {
        let mut own = Self { web: false, work: false, send: false };
        for role in roles {
            match role {
                Role::Web => own.web = true,
                Role::Worker => own.work = true,
                Role::Sender => own.send = true,
            }
        }
        (own.web || own.work || own.send).then_some(own)
    }

    /// Whether the process does that.
    pub const fn has(self, role: Role) -> bool {
        match role {
            Role::Web => self.web,
            Role::Worker => self.work,
            Role::Sender => self.send,
        }
    }
}

impl Default for Roles {
    fn default() -> Self {
        Self::ALL
    }
}

/// Their names, with commas between them.
impl fmt::Display for Roles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let own = Role::ALL.into_iter().filter(|role| self.has(*role));
        f.write_str(&own.map(Role::name).collect::<Vec<_>>().join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_is_read_as_it_is_written() {
        for role in Role::ALL {
            assert_eq!(role.name().parse(), Ok(role));
            let alone = Roles::of([role, role]).unwrap();
            assert_eq!(Role::ALL.map(|other| alone.has(other)), Role::ALL.map(|other| other == role));
        }
        assert_eq!("Web".parse::<Role>(), Err(UnknownRole));
        assert_eq!(Roles::of(Role::ALL), Some(Roles::default()));
        assert_eq!(Roles::ALL.to_string(), "web, work, send");
    }
}
