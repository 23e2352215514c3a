//! Every secret that is configured.

use secrecy::SecretString;

use super::Config;

impl Config {
    /// Every secret that is configured: what nobody may be told, whoever repeats it.
    pub(crate) fn secrets(&self) -> Vec<SecretString> {
        let mut secrets = self.payload.keys.clone();
        for bot in self.telegram.iter().flat_map(|telegram| &telegram.bots) {
            secrets.push(bot.token.clone());
            secrets.extend(bot.webhook_secrets.iter().cloned());
        }
        for page in self.messenger.iter().flat_map(|messenger| &messenger.pages) {
            secrets.push(page.page_token.clone());
            secrets.extend(page.app_secrets.iter().chain(&page.verify_tokens).cloned());
        }
        for number in self.whatsapp.iter().flat_map(|whatsapp| &whatsapp.numbers) {
            secrets.push(number.access_token.clone());
            secrets.extend(number.app_secrets.iter().chain(&number.verify_tokens).cloned());
        }
        secrets.extend(self.reports.url.clone());
        secrets
    }
}
