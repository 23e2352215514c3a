//! Tells a platform what people see of a bot before they write to it: only what it does not know yet.

use http::Method;
use serde_json::Value;
use tertulia_core::{
    Adapter, Call, Http, TransportError,
    profile::{Profile, Property},
};

/// Tells the platform what of the profile it does not know yet, and gives the names of what it was told. It is asked first, so
/// doing it twice tells nothing twice: platforms allow few of these calls (Messenger 10 in 10 minutes for a page).
///
/// What the profile does not speak of stays as it is.
///
/// # Errors
///
/// See [`ProfileError`]. What was told before the error stays told.
pub async fn apply_profile(
    http: &dyn Http,
    adapter: &dyn Adapter,
    account: &str,
    profile: &Profile<String>,
) -> Result<Vec<String>, ProfileError> {
    let mut told = Vec::new();
    for property in properties(adapter, profile)? {
        let answer = read_property(http, adapter, account, &property).await?;
        if !property.is_there(&answer) {
            write_property(http, adapter, account, &property).await?;
            told.push(property.name);
        }
    }
    Ok(told)
}

/// Takes back what the profile speaks of, whatever the platform knows: in the other order, for what comes later may need what
/// comes before.
///
/// # Errors
///
/// See [`ProfileError`]. What was taken back before the error stays so.
pub async fn remove_profile(
    http: &dyn Http,
    adapter: &dyn Adapter,
    account: &str,
    profile: &Profile<String>,
) -> Result<(), ProfileError> {
    for property in properties(adapter, profile)?.into_iter().rev() {
        delete_property(http, adapter, account, &property).await?;
    }
    Ok(())
}

/// The platform's whole answer to the question what it knows of a property: see [`Property::is_there`].
///
/// # Errors
///
/// See [`ProfileError`].
pub async fn read_property(
    http: &dyn Http,
    adapter: &dyn Adapter,
    account: &str,
    property: &Property,
) -> Result<Value, ProfileError> {
    let method = if property.read.get { Method::GET } else { Method::POST };
    ask(http, adapter, account, &property.name, method, &property.read.call).await
}

/// Tells the platform a property, whatever it knows.
///
/// # Errors
///
/// See [`ProfileError`].
pub async fn write_property(
    http: &dyn Http,
    adapter: &dyn Adapter,
    account: &str,
    property: &Property,
) -> Result<(), ProfileError> {
    ask(http, adapter, account, &property.name, Method::POST, &property.write).await.map(drop)
}

/// Takes a property back, whatever the platform knows.
///
/// # Errors
///
/// See [`ProfileError`].
pub async fn delete_property(
    http: &dyn Http,
    adapter: &dyn Adapter,
    account: &str,
    property: &Property,
) -> Result<(), ProfileError> {
    let method = if property.delete.delete { Method::DELETE } else { Method::POST };
    ask(http, adapter, account, &property.name, method, &property.delete.call).await.map(drop)
}

/// Why a platform does not know what it was to be told.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ProfileError {
    /// It is over a limit of the platform, or cannot be said there. Nothing was sent.
    #[error("{}", .0.join("\n"))]
    Unfit(Vec<String>),
    /// The adapter has no credentials for that account.
    #[error("there are no credentials for the account `{0}`")]
    UnknownAccount(String),
    /// The platform does not take it.
    #[error("`{name}` was refused: {reason}")]
    Refused {
        /// What it is, in the platform's words.
        name: String,
        /// The HTTP status.
        status: u16,
        /// What the platform says.
        reason: String,
    },
    /// There was no answer.
    #[error("`{name}`: {error}")]
    Unreachable {
        /// What it is, in the platform's words.
        name: String,
        /// What happened.
        #[source]
        error: TransportError,
    },
}

fn properties(adapter: &dyn Adapter, profile: &Profile<String>) -> Result<Vec<Property>, ProfileError> {
    adapter.profile(profile).map_err(ProfileError::Unfit)
}

async fn ask(
    http: &dyn Http,
    adapter: &dyn Adapter,
    account: &str,
    name: &str,
    method: Method,
    call: &Call,
) -> Result<Value, ProfileError> {
    let request = adapter.request(account, call);
    let mut request = request.ok_or_else(|| ProfileError::UnknownAccount(account.to_owned()))?;
    if method == Method::GET {
        request.body.clear();
    }
    request.method = method;
    let response = http.send(request).await;
    let response = response.map_err(|error| ProfileError::Unreachable { name: name.to_owned(), error })?;
    let answer: Value = serde_json::from_slice(&response.body).unwrap_or_default();
    let refused = answer.get("error").is_some() || answer.get("ok") == Some(&Value::Bool(false));
    if refused || !(200..300).contains(&response.status) {
        let said = ["/description", "/error/message"].iter().find_map(|at| answer.pointer(at)?.as_str());
        let reason = said.map_or_else(|| format!("status {}", response.status), str::to_owned);
        return Err(ProfileError::Refused { name: name.to_owned(), status: response.status, reason });
    }
    Ok(answer)
}

#[cfg(test)]
mod tests;
