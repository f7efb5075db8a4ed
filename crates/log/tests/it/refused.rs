//! Notes, checkpoints and keys that are refused, and what is said of them.

use hustings_log::note::{KeyError, NoteError};
use hustings_log::{Checkpoint, KeyName, Note, SigningKey, VerifyingKey};
use rstest::rstest;

const SIGNATURE: &str = "— a AAAAAAA=";

#[rstest]
#[case::empty("", NoteError::Unsigned)]
#[case::no_blank_line("text\n— a AAAAAAA=\n", NoteError::Unsigned)]
#[case::nothing_behind_the_blank_line("text\n\n", NoteError::Unsigned)]
#[case::not_ended("text\n\n— a AAAAAAA=", NoteError::Unsigned)]
#[case::tab("te\txt\n\n— a AAAAAAA=\n", NoteError::Control { line: 1 })]
#[case::windows("text\r\n\r\n— a AAAAAAA=\r\n", NoteError::Control { line: 1 })]
#[case::null("text\n\n— a AAAAAAA=\0\n", NoteError::Control { line: 3 })]
#[case::the_last_control_character("te\u{1f}xt\n\n— a AAAAAAA=\n", NoteError::Control { line: 1 })]
#[case::hyphen("text\n\n- a AAAAAAA=\n", NoteError::Signature { line: 3 })]
#[case::two_dashes("text\n\n—— a AAAAAAA=\n", NoteError::Signature { line: 3 })]
#[case::no_name("text\n\n—  AAAAAAA=\n", NoteError::Signature { line: 3 })]
#[case::plus_in_a_name("text\n\n— a+b AAAAAAA=\n", NoteError::Signature { line: 3 })]
#[case::space_of_unicode_in_a_name("text\n\n— a\u{2003}b AAAAAAA=\n", NoteError::Signature { line: 3 })]
#[case::no_base64("text\n\n— a\n", NoteError::Signature { line: 3 })]
#[case::no_signature("text\n\n— a AAAAAA==\n", NoteError::Signature { line: 3 })]
#[case::no_padding("text\n\n— a AAAAAAA\n", NoteError::Signature { line: 3 })]
#[case::bits_behind_the_last("text\n\n— a AAAAAAB=\n", NoteError::Signature { line: 3 })]
#[case::a_word_more("text\n\n— a AAAAAAA= b\n", NoteError::Signature { line: 3 })]
#[case::the_second_line("text\n\n— a AAAAAAA=\nb\n", NoteError::Signature { line: 4 })]
fn bytes_that_are_no_note_are_refused(#[case] text: &str, #[case] why: NoteError) {
    assert_eq!(Note::parse(text.as_bytes()), Err(why));
}

#[test]
fn bytes_that_are_not_utf_8_are_no_note() {
    assert_eq!(Note::parse(b"te\xffxt\n"), Err(NoteError::Utf8 { byte: 2 }));
}

#[test]
fn a_note_has_at_most_100_signatures() {
    let with = |count: usize| format!("text\n\n{}", format!("{SIGNATURE}\n").repeat(count));
    let most = Note::parse(with(100).as_bytes()).unwrap();
    assert_eq!(most.signatures().len(), 100);
    assert_eq!(Note::parse(with(101).as_bytes()), Err(NoteError::Many));
}

#[test]
fn a_text_that_does_not_end_is_not_signed() {
    assert_eq!(Note::new("text"), Err(NoteError::End));
    assert_eq!(Note::new(""), Err(NoteError::End));
    assert_eq!(Note::new("a\n\tb\n"), Err(NoteError::Control { line: 2 }));
}

const ROOT: &str = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

#[rstest]
#[case::empty("", "a checkpoint has lines")]
#[case::two_lines("o\n1\n", "a checkpoint has lines")]
#[case::no_origin("\n1\nROOT\n", "a checkpoint has lines")]
#[case::not_ended("o\n1\nROOT", "a checkpoint has lines")]
#[case::an_empty_extension("o\n1\nROOT\n\n", "a checkpoint has lines")]
#[case::size_with_a_zero("o\n01\nROOT\n", "line 2 of the checkpoint, \"01\"")]
#[case::size_with_a_sign("o\n+1\nROOT\n", "line 2 of the checkpoint, \"+1\"")]
#[case::negative_size("o\n-1\nROOT\n", "line 2 of the checkpoint, \"-1\"")]
#[case::size_too_large("o\n9223372036854775808\nROOT\n", "line 2 of the checkpoint")]
#[case::size_far_too_large("o\n18446744073709551616\nROOT\n", "line 2 of the checkpoint")]
#[case::root("o\n1\nroot\n", "line 3 of the checkpoint, \"root\"")]
#[case::root_with_a_space("o\n1\nROOT \n", "line 3 of the checkpoint")]
fn a_text_that_is_no_checkpoint_is_refused(#[case] text: &str, #[case] why: &str) {
    let refusal = Checkpoint::parse(&text.replace("ROOT", ROOT))
        .unwrap_err()
        .to_string();
    assert!(refusal.starts_with(why), "{refusal}");
}

#[rstest]
#[case::empty("")]
#[case::space("a b")]
#[case::plus("a+b")]
#[case::line("a\nb")]
#[case::no_break_space("a\u{a0}b")]
#[case::escape("a\u{1b}b")]
fn a_text_that_names_no_key_is_refused(#[case] text: &str) {
    assert!(text.parse::<KeyName>().is_err());
}

const KEY: &str = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";

#[rstest]
#[case::empty("", "a key is written as")]
#[case::no_key("example.com/foo+530d903a", "a key is written as")]
#[case::upper_case(
    "example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
    "a key is written as"
)]
#[case::short_id(
    "example.com/foo+30d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
    "a key is written as"
)]
#[case::signed_id(
    "example.com/foo++30d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
    "a key is written as"
)]
#[case::short_key(
    "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv",
    "a key is written as"
)]
#[case::line_feed(
    "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k\n",
    "a key is written as"
)]
#[case::other_name(
    "example.com/bar+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
    "the key's id is"
)]
#[case::other_id(
    "example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
    "the key's id is 530d903a, and 530d903b"
)]
#[case::name_with_a_space(
    "example com+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
    "\"example com\" cannot name a key"
)]
#[case::ecdsa(
    "a+530d903a+AukyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
    "the key is of type 0x02, and 0x01 is wanted"
)]
#[case::identity(
    "a+530d903a+AQEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    "the key's 32 bytes are no Ed25519 public key"
)]
#[case::no_point(
    "a+530d903a+AQIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    "the key's 32 bytes are no Ed25519 public key"
)]
fn a_text_that_is_no_key_is_refused(#[case] text: &str, #[case] why: &str) {
    let refusal = text.parse::<VerifyingKey>().unwrap_err().to_string();
    assert!(refusal.starts_with(why), "{refusal}");
}

#[test]
fn a_public_key_is_no_private_one() {
    assert!(KEY.parse::<VerifyingKey>().is_ok());
    assert_eq!(SigningKey::parse(KEY).unwrap_err(), KeyError::Form);
    assert!(
        format!("PRIVATE+KEY+{KEY}")
            .parse::<VerifyingKey>()
            .is_err()
    );
    assert!(matches!(
        SigningKey::parse(&format!("PRIVATE+KEY+{KEY}")),
        Err(KeyError::Id { .. })
    ));
}
