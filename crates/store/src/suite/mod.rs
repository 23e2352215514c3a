//! What every engine has to do, as tests.
//!
//! An engine's crate calls [`store_suite!`](crate::store_suite) in a test file, with an expression that makes
//! a new, empty [`Database`] each time:
//!
//! ```ignore
//! tertulia_store::store_suite!(File::new());
//! ```
#![expect(clippy::unwrap_used, clippy::missing_panics_doc, reason = "these are tests: they end by panicking")]

mod abandoned;
mod accounts;
mod albums;
mod chat_log;
mod dedupe;
mod depth;
mod doubt;
mod fence;
mod files;
mod finish;
pub mod fixture;
mod handover;
mod heard;
mod identity;
mod moved;
mod once;
mod order;
mod outbox;
mod people;
mod places;
mod post;
mod receipts;
mod reports;
mod restart;
mod settle;
mod state;
mod sweep;
mod timers;
mod tokens;
mod traces;
mod tray;

pub use abandoned::*;
pub use accounts::*;
pub use albums::*;
pub use chat_log::*;
pub use dedupe::*;
pub use depth::*;
pub use doubt::*;
pub use fence::*;
pub use files::*;
pub use finish::*;
pub use handover::*;
pub use heard::*;
pub use identity::*;
pub use moved::*;
pub use once::*;
pub use order::*;
pub use outbox::*;
pub use people::*;
pub use places::*;
pub use post::*;
pub use receipts::*;
pub use reports::*;
pub use restart::*;
pub use settle::*;
pub use state::*;
pub use sweep::*;
pub use timers::*;
pub use tokens::*;
pub use traces::*;
pub use tray::Tray;

use crate::{Future, Store};

/// A database of the engine under test. It begins empty and lives as long as the value does.
pub trait Database {
    /// Opens it. The last store it gave was dropped before; whether that was closed is not said.
    fn open(&self) -> Future<'_, Box<dyn Store>>;
}

/// Makes a test of every function of [`suite`](crate::suite). The tests need tokio with `macros` and `rt`.
#[macro_export]
macro_rules! store_suite {
    ($database:expr) => {
        $crate::store_suite! { $database =>
            an_event_is_stored_once
            an_event_is_stored_once_in_a_batch
            an_event_is_stored_once_across_a_restart
            accounts_do_not_share_keys
            events_run_in_the_order_of_the_platform
            equal_events_run_in_the_order_of_arrival
            a_conversation_has_one_turn_at_a_time
            an_idle_conversation_is_claimed_at_ingest
            a_claim_at_ingest_gives_what_waited_longer
            the_longest_waiting_conversation_goes_first
            a_flooded_chat_rests
            a_failing_event_is_not_overtaken
            the_parts_of_an_album_are_one_event
            nothing_overtakes_an_album
            an_album_outlives_a_crash
            a_failing_album_is_tried_again
            a_dead_event_lets_the_next_one_run
            a_finish_after_another_claim_is_refused
            a_finish_after_a_restart_is_refused
            a_turn_is_finished_once
            a_turn_is_kept_as_a_whole
            a_refused_turn_does_not_hinder_others
            a_dead_turn_still_speaks
            a_person_has_several_aliases
            two_users_turn_out_to_be_one
            three_users_turn_out_to_be_one
            a_profile_is_kept_up_to_date
            the_newest_user_knows_best
            an_event_without_a_sender_is_set_aside
            each_person_in_a_group_has_a_conversation
            people_of_a_shared_group_have_one_conversation
            what_is_kept_of_a_person_is_not_kept_of_the_group
            a_group_is_spoken_to_from_a_private_chat
            threads_and_business_accounts_are_conversations_of_their_own
            the_newest_message_is_the_last
            when_a_person_was_heard_is_kept
            whoever_else_is_heard_in_a_group_counts
            a_person_of_two_users_was_heard_as_either
            an_empty_name_is_no_name
            a_token_leads_to_its_payload
            a_typed_title_leads_to_its_payload
            a_payload_is_used_once
            calls_are_given_out_once_and_in_order
            calls_go_by_account
            a_call_that_was_made_is_gone
            a_call_that_failed_keeps_its_place
            a_call_that_never_works_is_set_aside
            an_unreachable_person_gets_nothing
            attempts_are_counted_across_a_crash
            calls_not_settled_are_given_out_again
            numbers_are_never_used_twice
            accounts_and_key_stay
            a_closed_store_refuses
            keys_are_kept_as_long_as_a_platform_redelivers
            many_keys_are_forgotten_little_by_little
            what_was_said_is_kept_with_its_turn
            what_is_not_kept_was_not_said
            who_is_merged_keeps_what_was_said
            what_was_said_is_forgotten_in_time
            what_was_set_aside_is_forgotten
            payloads_are_forgotten
            a_broken_state_gives_way
            an_event_without_a_time_has_that_of_its_arrival
            an_event_comes_back_as_it_was
            what_nobody_waits_for_is_taken_back
            an_unknown_account_is_refused
            an_account_has_one_number
            what_belongs_to_other_accounts_is_left_alone
            a_call_keeps_its_name_and_policy
            a_later_call_finds_the_message_it_is_about
            a_refused_call_gives_way_to_another
            an_event_of_its_own_waits_its_turn
            whoever_is_unknown_gets_no_event
            an_event_finds_who_is_known_by_another_number
            a_call_under_way_may_have_been_made
            a_call_in_doubt_keeps_its_place
            a_call_that_was_refused_was_not_made
            a_call_that_was_not_made_after_all_is_in_no_doubt
            a_receipt_proves_that_a_call_was_made
            a_receipt_proves_it_after_a_restart
            a_receipt_after_the_answer_names_nothing
            a_receipt_about_something_unknown_is_nothing
            a_message_gets_as_far_as_it_ever_was
            what_was_given_up_is_told
            a_failure_after_sending_is_told_once
            a_failure_is_not_told_about_what_is_said_of_it
            a_report_waits_for_its_turn
            the_first_record_stays
            a_record_outlives_the_turn
            a_record_goes_with_its_event
            a_group_that_moved_goes_on
            a_group_moves_to_where_somebody_spoke
            a_group_moves_during_a_turn
            an_answer_tells_that_a_group_moved
            a_group_of_another_account_stays
            the_oldest_is_known
            what_is_kept_of_a_person_is_there_in_every_conversation
            what_is_kept_of_a_person_is_there_after_a_restart
            a_turn_that_read_what_is_no_longer_so_runs_again
            only_who_has_read_runs_again
            what_is_kept_of_two_users_becomes_that_of_one
            calls_are_handed_over_in_order
            nothing_overtakes_what_waits
            what_was_handed_over_outlives_the_process
            the_first_call_of_an_idle_chat_is_under_way
            the_next_call_of_a_chat_is_under_way
            up_to_which_call_nobody_was_reached
            a_timer_fires_once
            a_timer_is_never_early
            a_timer_survives_a_restart
            a_timer_replaces_another_of_its_name
            a_timer_sets_itself_again
            a_cancelled_timer_does_not_fire
            who_has_spoken_goes_before_a_timer
            a_timer_does_not_hinder_events
            a_frozen_owner_fires_no_timer
            a_failing_timer_is_tried_again
            timers_are_counted_apart
            timers_of_two_people_do_not_meet
            a_record_goes_with_its_timer
            a_file_outlives_the_process
            a_refused_turn_leaves_no_file
            a_call_with_a_file_is_not_yet_under_way
            a_file_goes_when_nobody_shows_it
            an_upload_is_found_again
            the_newest_traces_are_kept
        }
    };
    ($database:expr => $($test:ident)+) => {
        $(
            #[tokio::test]
            async fn $test() {
                $crate::suite::$test(&$database).await;
            }
        )+
    };
}
