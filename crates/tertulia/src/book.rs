//! The code in the guide compiles, and does what is said there.

macro_rules! chapters {
    ($($name:ident from $file:literal,)*) => {
        $(#[doc = include_str!(concat!("../../../book/src/", $file))] struct $name;)*
    };
}

chapters! {
    Contexts from "contexts.md",
    Payloads from "payloads.md",
    Forms from "forms.md",
    State from "state.md",
    FromKogno from "from-kogno.md",
    FromOnePlatform from "from-one-platform.md",
}

#[cfg(feature = "test")]
chapters! {
    Blocks from "blocks.md",
    Start from "start.md",
    Testing from "testing.md",
}

#[cfg(feature = "whatsapp")]
chapters! {
    LiveWhatsApp from "live-whatsapp.md",
}
