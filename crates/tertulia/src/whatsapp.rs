//! What can be said on WhatsApp alone: templates, reactions, receipts.
//!
//! ```
//! use tertulia::{prelude::*, whatsapp::Template};
//!
//! let main = Context::new("main")
//!     .keyword("thanks", |reply: Reply| reply.whatsapp_reaction("❤️"))
//!     .keyword("order", |reply: Reply, user: User| {
//!         let template = Template::new("order_shipped", "en_US").body([user.name().unwrap_or("you")]);
//!         reply.whatsapp_template(template.quick_reply(0, "cancel").elsewhere("Your order is on its way."))
//!     })
//!     .postback("cancel", "Cancelled.");
//! # assert!(App::new().context(main).check().is_ok());
//! ```

pub use tertulia_whatsapp::{Parameter, Template, WhatsAppReply, one_line};
