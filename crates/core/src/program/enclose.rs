//! Files of the app: read when the turn ends, and put away until their call is made.

use crate::{
    Error, Line, Message, Result, Source,
    file::{AppFile, FileBytes, Files, Kind, OutgoingFile},
    message::{Carried, MediaKind},
    plan::{Capabilities, FileLimit, Loss, Part, Policy},
    reply::{Says, Spoken},
};

/// Reads what is on the app's disk. What cannot be read is a fault at the author's line.
pub(super) async fn read(mut spoken: Spoken, files: &dyn Files) -> Spoken {
    for said in &mut spoken.said {
        // Files in templates are addresses.
        let Says::Message(message) = &mut said.says else { continue };
        for place in message.files() {
            let Source::File(AppFile::Path(path)) = &*place.source else { continue };
            match files.read(path).await {
                Ok(file) => *place.source = file.into(),
                Err(why) => {
                    spoken
                        .faults
                        .push((format!("`{}` cannot be sent: {why}", path.display()), said.at.clone()));
                }
            }
        }
    }
    spoken
}

/// Sees to it that the platform takes every file: what it does not take as a picture it may take as a document. Gives
/// what was lost by that, with the message it was in.
pub(super) fn fit<P: Carried>(
    messages: &mut [(Message<P>, Policy)],
    places: &[Line],
    capabilities: &Capabilities,
) -> Result<Vec<(usize, Loss)>> {
    let (mut lost, mut faults) = (Vec::new(), Vec::new());
    for (number, ((message, _), at)) in messages.iter_mut().zip(places).enumerate() {
        if matches!(message, Message::Native(native) if native.platform == capabilities.platform) {
            continue; // what would be said elsewhere is not said here
        }
        for mut place in message.files() {
            let Source::File(AppFile::Bytes(file)) = &*place.source else { continue };
            let meant = place.kind.kind();
            match taken_as(&place.kind, file, capabilities.media.files) {
                Some(shown) if shown == meant => {}
                Some(shown) => {
                    if let Kind::Free(kind) = &mut place.kind {
                        **kind = shown;
                    }
                    lost.push((number, Loss::Converted { meant, sent: shown }));
                }
                None => faults.push(format!("{at}: {}", refused(file, meant, capabilities))),
            }
        }
    }
    if faults.is_empty() { Ok(lost) } else { Err(Error::terminal(faults.join("\n"))) }
}

/// What the platform can show the file as: what was meant, or else the nearest.
fn taken_as(kind: &Kind<'_>, file: &FileBytes, limits: &[FileLimit]) -> Option<MediaKind> {
    let nearest: &[MediaKind] = match kind {
        Kind::Fixed(kind) => &[*kind],
        Kind::Free(kind) => match kind {
            MediaKind::Sticker => &[MediaKind::Sticker, MediaKind::Image, MediaKind::Document],
            MediaKind::Animation => {
                &[MediaKind::Animation, MediaKind::Video, MediaKind::Image, MediaKind::Document]
            }
            MediaKind::Voice => &[MediaKind::Voice, MediaKind::Audio, MediaKind::Document],
            other => &[**other, MediaKind::Document],
        },
    };
    let essence = file.mime_type.split(';').next().unwrap_or_default().trim();
    let takes = |limit: &FileLimit| {
        let typed = limit.types.is_empty() || limit.types.iter().any(|it| it.eq_ignore_ascii_case(essence));
        typed && file.bytes.len() <= limit.bytes
    };
    let fits = |kind: &&MediaKind| limits.iter().any(|limit| limit.kind == **kind && takes(limit));
    nearest.iter().find(fits).copied()
}

/// Why a file cannot be shown, and what could be.
fn refused(file: &FileBytes, kind: MediaKind, capabilities: &Capabilities) -> String {
    let (platform, name) = (capabilities.platform, &file.name);
    let Some(limit) = capabilities.media.files.iter().find(|limit| limit.kind == kind) else {
        return format!("{platform} takes no file of the app as {}: `{name}`", kind.name());
    };
    let types = if limit.types.is_empty() { "any type" } else { &limit.types.join(", ") };
    format!(
        "{platform} does not take `{name}` ({}, {} bytes) as {}: at most {} bytes of {types}",
        file.mime_type,
        file.bytes.len(),
        kind.name(),
        limit.bytes
    )
}

/// Takes the bytes out of a part: to the adapter they are files that the platform has, whose ids are written into the
/// call when it is made.
pub(super) fn put_away<P: Carried>(part: &mut Part<P>, reference: &str) -> Vec<OutgoingFile> {
    let mut files = Vec::new();
    for place in part.files() {
        let Source::File(AppFile::Bytes(file)) = &*place.source else { continue };
        let id = format!("file-{reference}-{}", files.len());
        files.push(OutgoingFile::new(&*id, place.kind.kind(), file.clone()));
        *place.source = Source::Id(id);
    }
    files
}
