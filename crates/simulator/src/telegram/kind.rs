//! Kinds of files.

/// What a file is to a message.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Kind {
    Photo,
    Video,
    Animation,
    Audio,
    Voice,
    VideoNote,
    Document,
    Sticker,
}

impl Kind {
    /// The field of calls and messages that holds it, which is also its name among the media of an album.
    pub(super) fn field(self) -> &'static str {
        match self {
            Self::Photo => "photo",
            Self::Video => "video",
            Self::Animation => "animation",
            Self::Audio => "audio",
            Self::Voice => "voice",
            Self::VideoNote => "video_note",
            Self::Document => "document",
            Self::Sticker => "sticker",
        }
    }

    pub(super) fn of(field: &str) -> Option<Self> {
        let all = [
            Self::Photo,
            Self::Video,
            Self::Animation,
            Self::Audio,
            Self::Voice,
            Self::VideoNote,
            Self::Document,
            Self::Sticker,
        ];
        all.into_iter().find(|kind| kind.field() == field)
    }

    /// What phones show it as.
    pub(super) fn shown(self) -> &'static str {
        match self {
            Self::Photo => "image",
            Self::Video | Self::Animation | Self::VideoNote => "video",
            Self::Audio | Self::Voice => "audio",
            Self::Document => "document",
            Self::Sticker => "sticker",
        }
    }

    /// How many bytes may be uploaded: <https://core.telegram.org/bots/api#sending-files>, for stickers
    /// <https://core.telegram.org/stickers>.
    pub(super) fn limit(self) -> usize {
        match self {
            Self::Photo => 10_000_000,
            Self::Sticker => 512_000,
            _ => 50_000_000,
        }
    }

    /// How ids of that kind begin on Telegram.
    pub(super) fn prefix(self) -> &'static str {
        match self {
            Self::Photo => "AgACAgIAAxkBAAI",
            Self::Video => "BAACAgIAAxkBAAI",
            Self::Animation => "CgACAgIAAxkBAAI",
            Self::Audio => "CQACAgIAAxkBAAI",
            Self::Voice => "AwACAgIAAxkBAAI",
            Self::VideoNote => "DQACAgIAAxkBAAI",
            Self::Document => "BQACAgIAAxkBAAI",
            Self::Sticker => "CAACAgIAAxkBAAI",
        }
    }

    pub(super) fn folder(self) -> &'static str {
        match self {
            Self::Photo => "photos",
            Self::Video => "videos",
            Self::Animation => "animations",
            Self::Audio => "music",
            Self::Voice => "voice",
            Self::VideoNote => "video_notes",
            Self::Document => "documents",
            Self::Sticker => "stickers",
        }
    }

    pub(super) fn ending(self) -> &'static str {
        match self {
            Self::Photo => "jpg",
            Self::Video | Self::Animation | Self::VideoNote => "mp4",
            Self::Audio => "mp3",
            Self::Voice => "oga",
            Self::Document => "bin",
            Self::Sticker => "webp",
        }
    }

    /// What a file of that name is; else what is usual.
    pub(super) fn mime(self, name: Option<&str>) -> &'static str {
        let ending =
            name.and_then(|name| name.rsplit_once('.')).map(|(_, ending)| ending.to_ascii_lowercase());
        match (self, ending.as_deref()) {
            (_, Some("png")) => "image/png",
            (_, Some("gif")) => "image/gif",
            (_, Some("pdf")) => "application/pdf",
            (_, Some("txt")) => "text/plain",
            (_, Some("jpg" | "jpeg")) | (Self::Photo, _) => "image/jpeg",
            (_, Some("mp4")) | (Self::Video | Self::Animation | Self::VideoNote, _) => "video/mp4",
            (Self::Voice, _) => "audio/ogg",
            (Self::Audio, _) => "audio/mpeg",
            (_, Some("webp")) | (Self::Sticker, _) => "image/webp",
            (Self::Document, _) => "application/octet-stream",
        }
    }
}
