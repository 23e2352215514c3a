//! What people see of a bot before they write to it: told, taken back, shown.

use serde_json::{Map, Value, json};
use tertulia_core::{
    Call,
    profile::{Business, Commands, In, MenuItem, Profile, Property, Scope},
};
use tertulia_runtime::{delete_property, read_property, write_property};

use super::{Account, Bench, Failure, Report, Switch, report::Change};

/// WhatsApp keeps prompts and commands as one object: what is written without the others takes them away.
const WHOLE: &str = "conversational_automation";

/// What a command is about.
pub(super) struct Subject {
    /// What it is called in the `Profile`, for who has not declared it: `menu(…)`.
    pub(super) declared_by: &'static str,
    /// What of the profile it is.
    pub(super) part: fn(&Profile<String>) -> Profile<String>,
    /// Which of the platform's properties are meant; the others are told because these need them.
    pub(super) is_meant: fn(&str) -> bool,
    /// Whether what the bot does not declare is taken back, too: it may be left from an earlier version, or from a hand.
    pub(super) takes_all: bool,
}

/// The commands that are offered while one types.
pub(super) const COMMANDS: Subject = Subject {
    declared_by: "commands([(\"help\", \"What I can do\")])",
    part: |profile| {
        let mut part = Profile::default();
        part.commands.clone_from(&profile.commands);
        part
    },
    is_meant: |_| true,
    takes_all: true,
};

/// Questions to begin with, which WhatsApp calls prompts.
#[cfg(any(feature = "messenger", feature = "whatsapp"))]
pub(super) const ICE_BREAKERS: Subject = Subject {
    declared_by: "ice_breakers(…)",
    part: |profile| {
        let mut part = Profile::default();
        part.ice_breakers.clone_from(&profile.ice_breakers);
        part
    },
    is_meant: |_| true,
    takes_all: true,
};

/// Tells the part of the profile that the bot declares, or takes it back, declared or not.
pub(super) async fn switch(
    bench: &Bench,
    report: &mut Report,
    subject: &Subject,
    switch: Switch,
) -> Result<(), Failure> {
    for account in bench.accounts()? {
        match switch {
            Switch::On => {
                let wanted = declared(bench, &account, subject)?;
                tell(&account, report, &wanted).await?;
            }
            Switch::Off => {
                let known = match subject.takes_all {
                    true => all_there_can_be(bench, &account, subject)?,
                    false => declared(bench, &account, subject)?,
                };
                take_back(&account, report, known).await?;
            }
        }
    }
    Ok(())
}

/// Shows what the platform knows of a part of the profile.
pub(super) async fn show(bench: &Bench, report: &mut Report, subject: &Subject) -> Result<(), Failure> {
    for account in bench.accounts()? {
        let mut known = Map::new();
        for property in all_there_can_be(bench, &account, subject)? {
            let found = found(&account, &property).await?;
            if !is_nothing(&found) {
                known.insert(property.name.replacen("setMy", "", 1), found);
            }
        }
        report.show(&account, &known.into());
    }
    Ok(())
}

async fn tell(account: &Account<'_>, report: &mut Report, properties: &[Property]) -> Result<(), Failure> {
    let (mut changes, mut unknown) = (Vec::new(), Vec::new());
    for property in properties {
        let answer = read_property(account.network, account.adapter, &account.id, property).await?;
        if !property.is_there(&answer) {
            let found = answer.pointer(&property.read.pointer).cloned().unwrap_or_default();
            unknown.push(kept_whole(property, &found, &property.wanted));
            changes.push(Change::new(&property.name, found, property.wanted.clone()));
        }
    }
    let write = async || {
        for property in &unknown {
            write_property(account.network, account.adapter, &account.id, property).await?;
        }
        Ok(())
    };
    report.settle(account, changes, &[], write).await
}

async fn take_back(
    account: &Account<'_>,
    report: &mut Report,
    properties: Vec<Property>,
) -> Result<(), Failure> {
    let (mut changes, mut known) = (Vec::new(), Vec::new());
    for property in properties.into_iter().rev() {
        let found = found(account, &property).await?;
        if property.name == WHOLE {
            let meant = property.wanted.as_object().into_iter().flat_map(Map::keys);
            let left: Map<_, _> = meant.map(|part| (part.clone(), json!([]))).collect();
            if left.keys().all(|part| found.get(part).is_none_or(is_nothing)) {
                continue;
            }
            let mut property = kept_whole(&property, &found, &left.clone().into());
            property.delete.call = property.write.clone();
            changes.push(Change::new(&property.name, found, left));
            known.push(property);
        } else if !is_nothing(&found) {
            changes.push(Change::new(&property.name, found, Value::Null));
            known.push(property);
        }
    }
    let delete = async || {
        for property in &known {
            delete_property(account.network, account.adapter, &account.id, property).await?;
        }
        Ok(())
    };
    report.settle(account, changes, &[], delete).await
}

async fn found(account: &Account<'_>, property: &Property) -> Result<Value, Failure> {
    let answer = read_property(account.network, account.adapter, &account.id, property).await?;
    Ok(answer.pointer(&property.read.pointer).cloned().unwrap_or_default())
}

/// The property, written with what is there beside what is meant, where the platform takes all or nothing.
fn kept_whole(property: &Property, found: &Value, wanted: &Value) -> Property {
    if property.name != WHOLE {
        return property.clone();
    }
    let mut whole = found.as_object().cloned().unwrap_or_default();
    whole.remove("id"); // the platform's own
    whole.extend(wanted.as_object().cloned().unwrap_or_default());
    Property { write: Call::new(&*property.write.endpoint, &whole), ..property.clone() }
}

/// The properties that the bot declares.
fn declared(bench: &Bench, account: &Account<'_>, subject: &Subject) -> Result<Vec<Property>, Failure> {
    let declared = properties(account, &(subject.part)(bench.program.profile()), |_| true)?;
    if declared.iter().any(|property| (subject.is_meant)(&property.name)) {
        return Ok(declared);
    }
    let method = subject.declared_by;
    Err(Failure::Unusable(format!(
        "the bot declares nothing of that for {}: write `.profile(Profile::new()…)` on its `App`, with `.{method}`",
        account.adapter.platform()
    )))
}

/// The properties that are meant: those that the bot declares, and those that others may have told.
fn all_there_can_be(
    bench: &Bench,
    account: &Account<'_>,
    subject: &Subject,
) -> Result<Vec<Property>, Failure> {
    // What is declared may be over a limit, which hinders nobody from taking it back.
    let declared = (subject.part)(bench.program.profile());
    let mut all = properties(account, &declared, subject.is_meant).unwrap_or_default();
    for property in properties(account, &(subject.part)(&everything()), subject.is_meant)? {
        if all.iter().all(|known| known.name != property.name) {
            all.push(property);
        }
    }
    Ok(all)
}

fn properties(
    account: &Account<'_>,
    profile: &Profile<String>,
    is_meant: impl Fn(&str) -> bool,
) -> Result<Vec<Property>, Failure> {
    let all = account.adapter.profile(profile).map_err(|faults| Failure::Unusable(faults.join("\n")))?;
    Ok(all.into_iter().filter(|property| is_meant(&property.name)).collect())
}

/// Something of everything, to ask platforms for it and to take it back; it is never told.
fn everything() -> Profile<String> {
    fn all<T>(what: T) -> Vec<In<T>> {
        vec![In { locale: None, what }]
    }
    let something = || "x".to_owned();
    let item = || MenuItem::Postback { title: something(), payload: something() };
    let mut profile = Profile::default();
    profile.get_started = Some(something());
    profile.greeting = all(something());
    profile.menu = all(vec![item()]);
    profile.ice_breakers = all(vec![item()]);
    let scopes = [Scope::Everyone, Scope::Private, Scope::Groups, Scope::Administrators];
    profile.commands = scopes.map(|scope| Commands::new([("x", "x")]).for_scope(scope)).into();
    profile.name = all(something());
    profile.about = all(something());
    profile.domains = vec!["https://x".to_owned()];
    profile.menu_app = Some((something(), "https://x".to_owned()));
    profile.business = Some(Business {
        address: Some(something()),
        description: Some(something()),
        email: Some(something()),
        websites: vec![something()],
        vertical: None,
    });
    profile
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.values().all(is_nothing),
        _ => false,
    }
}
