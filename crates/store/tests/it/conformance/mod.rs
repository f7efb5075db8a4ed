//! Every promise of the interface, on both databases.

mod copies;
mod faults;
mod intake;
mod locations;
mod logs;
mod proofs;
mod rows;
mod turns;

use libtest_mimic::Trial;

pub use logs::checkpoint;

/// Adds functions as tests on both databases, named after themselves.
macro_rules! on_both {
    ($trials:expr, $module:ident: $($test:ident),+ $(,)?) => {
        $($crate::both($trials, concat!(stringify!($module), "::", stringify!($test)), $module::$test);)+
    };
}

pub fn trials(trials: &mut Vec<Trial>) {
    on_both!(trials, locations:
        a_store_is_created_once_and_opened_often,
        a_missing_store_is_not_opened,
        a_newer_store_is_refused,
        a_database_of_another_program_is_not_touched,
    );
    on_both!(trials, logs:
        entries_are_numbered_from_0_and_read_back_as_they_were,
        a_range_is_cut_to_the_log,
        a_log_is_created_once,
        a_log_that_is_not_there_is_named,
        a_closed_log_takes_no_more_entries,
        the_root_is_that_of_rfc_6962_at_every_size,
        a_mark_finds_the_last_entry_that_has_it,
        the_keys_of_a_kind_are_listed_once_each_and_in_order,
        an_entry_of_65535_bytes_is_taken_and_a_longer_one_refused,
        bytes_and_text_of_every_sort_come_back,
        a_text_with_a_nul_is_refused,
        logs_do_not_see_each_others_entries,
        checkpoints_are_kept_if_they_are_of_this_history,
    );
    on_both!(trials, proofs: proofs_are_made_of_the_few_tiles_that_they_need);
    on_both!(trials, rows:
        a_row_is_put_replaced_and_deleted,
        rows_come_in_the_order_of_their_bytes,
        rows_under_a_beginning_of_their_keys_are_read_and_counted,
        a_key_of_1024_bytes_is_taken_and_a_longer_one_refused,
    );
    on_both!(trials, turns:
        a_turn_that_is_dropped_changes_nothing,
        a_turn_sees_its_own_writes,
        a_turn_is_at_the_logs_that_it_named,
        two_writers_lose_no_update,
        turns_at_the_same_logs_in_any_order_do_not_block_each_other,
        a_reader_is_not_held_up_by_a_turn,
        a_turn_in_which_the_database_refused_something_is_not_committed,
    );
    on_both!(trials, intake:
        an_append_is_refused_if_its_mark_is_there,
        an_append_is_refused_if_its_row_is_there,
        conditions_are_looked_at_against_the_same_batch,
        rows_beside_an_entry_are_written_if_and_only_if_it_is_appended,
        a_row_that_an_earlier_append_of_the_batch_wrote_is_there,
        a_row_that_no_database_can_hold_is_refused_and_nothing_is_written,
        rows_do_not_lie_in_the_order_in_which_they_came,
        a_closed_log_is_answered,
        what_can_never_succeed_does_not_hold_up_the_others,
        many_writers_share_commits,
        a_batch_is_answered_in_order,
        two_queues_append_to_one_log_without_a_gap,
    );
    on_both!(trials, faults:
        a_whole_store_has_no_faults,
        missing_entries_are_named,
        entries_beyond_the_size_are_named,
        a_changed_entry_is_found_by_its_tile_and_the_checkpoint,
        tiles_and_marks_are_compared_and_made_again_when_asked,
        a_checkpoint_that_is_no_prefix_is_found,
        rows_without_a_head_are_found,
        a_missing_entry_is_an_error_when_it_is_read,
    );
    on_both!(trials, copies:
        a_backup_is_restored_into_either_database,
        a_backup_overwrites_nothing,
        a_restore_overwrites_nothing,
        what_is_no_backup_is_not_restored,
        a_backup_is_of_one_moment_while_others_write,
    );
}
