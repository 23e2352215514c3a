//! The receipt template: send-messages/template/receipt.

use crate::graph::{Checked, Field};

pub(super) fn receipt(payload: &Field<'_>) -> Checked {
    for name in ["recipient_name", "order_number", "currency", "payment_method"] {
        payload.need(name)?.text(500)?;
    }
    payload.need("summary")?.need("total_cost")?.number(f64::MIN..=f64::MAX)?;
    if let Some(elements) = payload.get("elements") {
        for element in elements.list(0..=100)? {
            element.need("title")?.text(500)?;
            element.need("price")?.number(f64::MIN..=f64::MAX)?;
        }
    }
    if let Some(address) = payload.get("address") {
        for name in ["street_1", "city", "postal_code", "state", "country"] {
            address.need(name)?.text(500)?;
        }
    }
    if let Some(adjustments) = payload.get("adjustments") {
        for adjustment in adjustments.list(0..=100)? {
            adjustment.need("name")?.text(500)?;
            adjustment.need("amount")?.number(f64::MIN..=f64::MAX)?;
        }
    }
    Ok(())
}
