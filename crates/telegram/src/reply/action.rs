//! Signs that something is on its way.

/// What the bot is shown to do: <https://core.telegram.org/bots/api#sendchataction>.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum ChatAction {
    /// It writes.
    Typing,
    /// It sends a picture.
    UploadPhoto,
    /// It records a film.
    RecordVideo,
    /// It sends a film.
    UploadVideo,
    /// It speaks.
    RecordVoice,
    /// It sends something said.
    UploadVoice,
    /// It sends a file.
    UploadDocument,
    /// It looks for a sticker.
    ChooseSticker,
    /// It looks for a place.
    FindLocation,
}

impl ChatAction {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Typing => "typing",
            Self::UploadPhoto => "upload_photo",
            Self::RecordVideo => "record_video",
            Self::UploadVideo => "upload_video",
            Self::RecordVoice => "record_voice",
            Self::UploadVoice => "upload_voice",
            Self::UploadDocument => "upload_document",
            Self::ChooseSticker => "choose_sticker",
            Self::FindLocation => "find_location",
        }
    }
}
