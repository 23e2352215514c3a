//! The template that asks for feedback: template/customer-feedback (2026-03-23).

use crate::graph::{Checked, Field};

pub(super) fn feedback(payload: &Field<'_>) -> Checked {
    payload.only(&[
        "template_type",
        "title",
        "subtitle",
        "button_title",
        "feedback_screens",
        "business_privacy",
        "expires_in_days",
    ])?;
    for (name, most) in [("title", 65), ("subtitle", 80), ("button_title", 20)] {
        let text = payload.need(name)?;
        let said = text.text(most)?;
        if said.contains("http://") || said.contains("https://") {
            return Err(text.wrong("must not hold an address"));
        }
    }
    payload.need("business_privacy")?.need("url")?.url()?;
    if let Some(days) = payload.get("expires_in_days") {
        days.number(1.0..=7.0)?;
    }
    for screen in payload.need("feedback_screens")?.list(1..=1)? {
        screen.need("questions")?.list(1..=1)?.iter().try_for_each(question)?;
    }
    Ok(())
}

fn question(question: &Field<'_>) -> Checked {
    let id = question.need("id")?;
    if !id.text(80)?.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'_') {
        return Err(id.wrong("must have letters, digits and underscores alone"));
    }
    question.need("type")?.one_of(&["csat", "nps", "ces", "free_form"])?;
    if let Some(title) = question.get("title")
        && title.text(85)?.chars().count() < 5
    {
        return Err(title.wrong("must have at least 5 characters"));
    }
    if let Some(label) = question.get("score_label") {
        label.one_of(&["neg_pos", "hard_easy", "dis_sat", "unlike_like", "poor_great", "none"])?;
    }
    if let Some(follow_up) = question.get("follow_up") {
        follow_up.need("type")?.one_of(&["free_form"])?;
    }
    Ok(())
}
