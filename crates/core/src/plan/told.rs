//! What not every platform has, and is told in words elsewhere.

use crate::{
    Contact, Location, RichText,
    message::{Native, Planned, Written},
};

use super::{Loss, Part, planner::Planner};

impl<P: Planned> Planner<'_, P> {
    pub(super) fn location(&mut self, place: Location) {
        if self.capabilities.location {
            return self.push(Part::Location(place));
        }
        self.lose(Loss::Replaced { meant: "maps", shown: "text" });
        let Location { latitude, longitude, name, address, .. } = place;
        // https://developers.google.com/maps/documentation/urls/get-started
        let map = format!("https://www.google.com/maps/search/?api=1&query={latitude}%2C{longitude}");
        let lines: Vec<_> = [name, address, Some(map)].into_iter().flatten().collect();
        self.text(RichText::from(lines.join("\n")));
    }

    pub(super) fn contact(&mut self, card: Contact) {
        if self.capabilities.contact {
            return self.push(Part::Contact(card));
        }
        self.lose(Loss::Replaced { meant: "cards of an address book", shown: "text" });
        let lines: Vec<_> = card.name.into_iter().chain(card.phones).collect();
        self.text(RichText::from(lines.join("\n")));
    }

    pub(super) fn location_request(&mut self, text: RichText) {
        if !self.capabilities.location_request {
            self.lose(Loss::Replaced { meant: "button that tells the place", shown: "text" });
            return self.text(text);
        }
        let text = self.lead(text, self.capabilities.buttons.text);
        self.push(Part::LocationRequest(text));
    }

    pub(super) fn contact_request(&mut self, text: RichText) {
        if !self.capabilities.contact_request {
            self.lose(Loss::Replaced { meant: "button that tells the number", shown: "text" });
            return self.text(text);
        }
        let text = self.lead(text, self.capabilities.buttons.text);
        self.push(Part::ContactRequest(text));
    }

    pub(super) fn native(&mut self, mut native: Native<P>) {
        if native.platform == self.capabilities.platform {
            for Written { text, limit } in &mut native.texts {
                if let Some(limit) = *limit {
                    *text = self.fit(text, limit);
                }
            }
            return self.push(Part::Native(Native { elsewhere: None, ..native }));
        }
        match native.elsewhere {
            Some(message) => self.show(*message),
            None => self.lose(Loss::Missing("message of this kind")),
        }
    }
}
