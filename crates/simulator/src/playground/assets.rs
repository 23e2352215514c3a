//! The page itself, which is part of the binary.

use axum::{
    extract::Path,
    http::{StatusCode, header},
    response::{IntoResponse as _, Response},
};

/// The files below `assets/`, with what they are.
macro_rules! assets {
    ($($path:literal)*) => {
        &[$(($path, include_bytes!(concat!("../../assets/", $path)).as_slice())),*]
    };
}

const PAGE: &[u8] = include_bytes!("../../assets/index.html");

const ASSETS: &[(&str, &[u8])] = assets! {
    "icon.svg"
    "page/api.js"
    "page/dom.js"
    "page/everyone.js"
    "page/icons.js"
    "page/inspector/clock.js"
    "page/inspector/conversation.js"
    "page/inspector/curl.js"
    "page/inspector/diff.js"
    "page/inspector/faults.js"
    "page/inspector/fold.js"
    "page/inspector/inspector.js"
    "page/inspector/json.js"
    "page/inspector/queues.js"
    "page/inspector/turn.js"
    "page/inspector/turns.js"
    "page/inspector/wire.js"
    "page/kept.js"
    "page/main.js"
    "page/names.js"
    "page/note.js"
    "page/phone/ask.js"
    "page/phone/attached.js"
    "page/phone/bubble.js"
    "page/phone/bubble_menu.js"
    "page/phone/cards.js"
    "page/phone/chat_menu.js"
    "page/phone/choice.js"
    "page/phone/composer.js"
    "page/phone/head.js"
    "page/phone/list_sheet.js"
    "page/phone/log.js"
    "page/phone/offers.js"
    "page/phone/own_file.js"
    "page/phone/phone.js"
    "page/phone/pinned.js"
    "page/phone/share.js"
    "page/phone/sheet.js"
    "page/phone/text.js"
    "page/phones.js"
    "page/state.js"
    "page/stream.js"
    "page/theme.js"
    "page/time.js"
    "page/top.js"
    "style/base.css"
    "style/bubble.css"
    "style/composer.css"
    "style/doodles.svg"
    "style/inspector.css"
    "style/layout.css"
    "style/messenger.css"
    "style/phone.css"
    "style/reply.svg"
    "style/telegram.css"
    "style/whatsapp.css"
};

/// The page.
pub(super) async fn page() -> Response {
    ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], PAGE).into_response()
}

/// A part of it.
pub(super) async fn asset(Path(path): Path<String>) -> Response {
    match ASSETS.iter().find(|(known, _)| *known == path) {
        Some((_, bytes)) => ([(header::CONTENT_TYPE, content_type(&path))], *bytes).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit_once('.') {
        Some((_, "css")) => "text/css; charset=utf-8",
        Some((_, "js")) => "text/javascript; charset=utf-8",
        Some((_, "svg")) => "image/svg+xml",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use std::{
        collections::BTreeSet,
        fs,
        path::{Path, PathBuf},
    };

    use super::ASSETS;

    fn files(folder: &Path) -> Vec<PathBuf> {
        let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
    }

    #[test]
    fn every_file_of_the_page_is_embedded() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets");
        let there = files(&folder);
        let there = there.iter().map(|path| path.strip_prefix(&folder).unwrap().to_str().unwrap());
        let there: BTreeSet<_> = there.filter(|path| *path != "index.html").collect();
        let embedded: BTreeSet<_> = ASSETS.iter().map(|(path, _)| *path).collect();
        assert_eq!(embedded, there);
    }
}
