//! What is done about a message once it is sent.

use super::*;

#[test]
fn what_is_pinned_is_so_after_its_last_part() {
    let long = "word ".repeat(CAPABILITIES.text / 4);
    let main = Context::new("main").everything_else(move |reply: Reply| {
        reply.extra(Platform::MESSENGER, "pin", true).text(long.clone());
        reply.extra(Platform::TELEGRAM, "pin", true).text("not here")
    });
    let mut chat = Chat::with([main]);
    let said = chat.try_event(written("hi")).unwrap().1;
    let calls: Vec<_> =
        said.calls.iter().map(|it| (it.call.endpoint.as_str(), it.named, it.about.as_deref())).collect();
    let last = said.calls[1].reference.as_str();
    let send = ("send", false, None);
    assert_eq!(calls, [send, ("send", true, None), ("pin", false, Some(last)), send]);
    assert!(chat.state.vanishing.is_empty(), "its buttons stay");
}
