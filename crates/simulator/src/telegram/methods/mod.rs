//! The methods of the Bot API: <https://core.telegram.org/bots/api#available-methods>.

mod about;
mod album;
mod answer;
mod edit;
mod fetch;
mod inline;
mod markings;
mod reach;
mod send;
mod uploads;

pub(super) use edit::inline_message_id;
pub(super) use markings::is_reaction;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::{Telegram, call::Parameters, kind::Kind, refusal::Refusal};

impl Telegram {
    /// Serves a call. As on Telegram, the case of its name does not matter.
    pub(super) fn call(&mut self, method: &str, with: &Parameters, now: Timestamp) -> Result<Value, Refusal> {
        let name = method.to_ascii_lowercase();
        if let Some(done) = self.profile.text_call(&name, with) {
            self.directory.name = self.profile.text("name", "").unwrap_or("Tertulia").to_owned();
            return done;
        }
        match name.as_str() {
            "getme" => Ok(self.me()),
            "getchat" => self.chat_info(with),
            "getfile" => self.find_file(with),
            "setwebhook" => self.registered.set(with),
            "deletewebhook" => Ok(self.registered.delete()),
            "getwebhookinfo" => Ok(self.registered.info()),
            "setmycommands" => self.profile.set_commands(with),
            "getmycommands" => self.profile.commands(with),
            "deletemycommands" => self.profile.delete_commands(with),
            "setchatmenubutton" => self.profile.set_menu(with),
            "getchatmenubutton" => Ok(self.profile.menu(with.integer("chat_id").unwrap_or_default())),
            "sendmessage" => self.send_text(with, now),
            "sendphoto" => self.send_file(Kind::Photo, with, now),
            "sendvideo" => self.send_file(Kind::Video, with, now),
            "sendanimation" => self.send_file(Kind::Animation, with, now),
            "sendaudio" => self.send_file(Kind::Audio, with, now),
            "sendvoice" => self.send_file(Kind::Voice, with, now),
            "sendvideonote" => self.send_file(Kind::VideoNote, with, now),
            "senddocument" => self.send_file(Kind::Document, with, now),
            "sendsticker" => self.send_file(Kind::Sticker, with, now),
            "sendmediagroup" => self.send_album(with, now),
            "sendlocation" => self.send_location(with, now),
            "sendvenue" => self.send_venue(with, now),
            "sendcontact" => self.send_contact(with, now),
            "sendpoll" => self.send_poll(with, now),
            "senddice" => self.send_dice(with, now),
            "copymessage" => self.copy(with, now),
            "forwardmessage" => self.forward(with, now),
            "sendchataction" => self.show_action(with, now),
            "editmessagetext" => self.edit_text(with, now),
            "editmessagecaption" => self.edit_caption(with, now),
            "editmessagemedia" => self.edit_media(with, now),
            "editmessagereplymarkup" => self.edit_keyboard(with, now),
            "deletemessage" => self.delete(with, now),
            "deletemessages" => self.delete_several(with, now),
            "setmessagereaction" => self.react(with),
            "pinchatmessage" => self.pin(with, now),
            "unpinchatmessage" => self.unpin(with),
            "unpinallchatmessages" => self.unpin_all(with),
            "stoppoll" => self.stop_poll(with),
            "answercallbackquery" => self.answer_press(with, now),
            "answerinlinequery" => self.answer_inline(with, now),
            _ => Err(Refusal::not_found("Not Found: method not found")),
        }
    }

    fn me(&self) -> Value {
        let mut me = self.directory.user(self.directory.bot());
        let can = json!({
            "can_join_groups": true, "can_read_all_group_messages": false, "supports_inline_queries": true,
            "can_connect_to_business": false, "has_main_web_app": false, "has_topics_enabled": false,
            "allows_users_to_create_topics": false, "can_manage_bots": false, "supports_guest_queries": false,
            "supports_join_request_queries": false,
        });
        if let (Some(me), Value::Object(can)) = (me.as_object_mut(), can) {
            me.extend(can);
        }
        me
    }
}
