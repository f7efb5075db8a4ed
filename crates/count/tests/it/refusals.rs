//! Files that are not well formed: each is refused with its place, the reason and the remedy.

use hustings_count::read::{blt, read};
use rstest::rstest;

fn refusal(bytes: &[u8]) -> String {
    read(bytes).expect_err("the file is refused").to_string()
}

#[rstest]
#[case::nothing(b"", "line 1, column 1: the file is empty; is it the right one?")]
#[case::white_space(
    b" \n\r\n\t",
    "line 1, column 1: the file is empty; is it the right one?"
)]
#[case::latin_1(
    b"1 1\n0\n\"Ada\"\n\"Z\xe9\"\n",
    "line 4, column 3: the bytes here are not UTF-8; save the file as UTF-8"
)]
#[case::comments_only(b"# nothing\n#\n", UNKNOWN_AT_1)]
#[case::xml(b"<papers/>", UNKNOWN_AT_1)]
#[case::a_word_after_a_comment(b"# papers\nAda,Bo\n", UNKNOWN_AT_2)]
#[case::preflib_without_names(
    b"34: 4\n",
    "line 1, column 1: this PrefLib file does not name its candidates; give their names in the order of their numbers, as in --candidates \"Ada Ash,Bo Birch\""
)]
#[case::another_json(
    b"{\"papers\": []}",
    "line 1, column 14: these are no cast vote records as the common data format has them: missing field `CVR`; export them again"
)]
fn what_is_no_file_of_papers_is_refused(#[case] bytes: &[u8], #[case] message: &str) {
    assert_eq!(refusal(bytes), message);
}

const UNKNOWN_AT_1: &str = "line 1, column 1: this is neither BLT, which begins with the number of candidates and of seats, nor PrefLib, whose papers are such as “9: 2,1”, nor CSV, which begins with a row of column names, nor a JSON of cast vote records; write the papers in one of them";
const UNKNOWN_AT_2: &str = "line 2, column 1: this is neither BLT, which begins with the number of candidates and of seats, nor PrefLib, whose papers are such as “9: 2,1”, nor CSV, which begins with a row of column names, nor a JSON of cast vote records; write the papers in one of them";
const FIRST_LINE: &str = "line 1, column 1: the first line must be the number of candidates and the number of seats, such as “5 1”, and nothing else; correct it";

/// Two candidates, whose papers are in the test.
fn papers_of_two(papers: &str) -> String {
    format!("2 1\n{papers}\n0\n\"Ada\"\n\"Bo\"\n\"T\"\n")
}

#[rstest]
#[case::candidate_out_of_range(
    "1 1 2 0\n3 2 9 0",
    "line 3, column 5: candidate 9 does not exist, the first line says there are 2; correct the one or the other"
)]
#[case::candidate_far_out_of_range(
    "1 4294967297 0",
    "line 2, column 3: candidate 4294967297 does not exist, the first line says there are 2; correct the one or the other"
)]
#[case::candidate_twice(
    "1 1 2 1 0",
    "line 2, column 7: candidate 1 stands twice on this paper; take one out, set the paper aside for adjudication, or say how such papers are read, as in --marks repeated=stop (they count up to there) or repeated=pass-over"
)]
#[case::no_0(
    "1 1 2",
    "line 2, column 6: the paper does not end with 0; add it, or is the line cut off?"
)]
#[case::number_of_papers_only(
    "5",
    "line 2, column 2: the paper does not end with 0; add it, or is the line cut off?"
)]
#[case::two_papers_on_a_line(
    "1 1 0 1 2 0",
    "line 2, column 7: there is text after the 0 that ends the paper; a line holds one paper, take out the rest"
)]
#[case::preference_0_in_the_middle(
    "1 1 0 2 0",
    "line 2, column 7: there is text after the 0 that ends the paper; a line holds one paper, take out the rest"
)]
#[case::no_papers(
    "0 1 0",
    "line 2, column 1: this line stands for 0 papers; take it out, or give the number of papers"
)]
#[case::a_word(
    "1 Ada 0",
    "line 2, column 3: “Ada” is not a whole number; write it in digits, without sign or leading zero"
)]
#[case::a_fraction(
    "1.5 1 0",
    "line 2, column 1: “1.5” is not a whole number; write it in digits, without sign or leading zero"
)]
#[case::a_sign(
    "+1 1 0",
    "line 2, column 1: “+1” is not a whole number; write it in digits, without sign or leading zero"
)]
#[case::a_leading_zero(
    "1 01 0",
    "line 2, column 3: “01” is not a whole number; write it in digits, without sign or leading zero"
)]
#[case::another_space(
    "1\u{a0}1 0",
    "line 2, column 1: “1\u{a0}1” is not a whole number; write it in digits, without sign or leading zero"
)]
#[case::too_large_a_number(
    "99999999999999999999 1 0",
    "line 2, column 1: 99999999999999999999 is too large a number; is it mistyped?"
)]
#[case::equal_preferences(
    "1 1=2 0",
    "line 2, column 5: this candidate has the same rank as another; put one before the other, set the paper aside for adjudication, or say how such papers are read, as in --marks overvote=stop"
)]
#[case::skipped_preference(
    "1 - 2 0",
    "line 2, column 5: preference 2 stands here, but 1 is skipped; correct it, set the paper aside for adjudication, or say how such papers are read, as in --marks skipped=stop (they count up to there) or skipped=pass-over"
)]
#[case::nothing_beside_equals(
    "1 1= 0",
    "line 2, column 5: “” is not a whole number; write it in digits, without sign or leading zero"
)]
#[case::withdrawn_after_a_paper(
    "1 1 0\n-2",
    "line 3, column 1: “-2” stands after a paper; withdrawn candidates and options stand between the first line and the papers, move it there"
)]
#[case::an_option_after_a_paper(
    "1 1 0\n [tie 1 2]",
    "line 3, column 2: “[tie 1 2]” stands after a paper; withdrawn candidates and options stand between the first line and the papers, move it there"
)]
#[case::a_bad_paper_before_a_bad_line(
    "1 1 0\n1 3 0\n-2",
    "line 3, column 3: candidate 3 does not exist, the first line says there are 2; correct the one or the other"
)]
#[case::somebody_else_than_withdrawn(
    "-2 1\n1 1 0",
    "line 2, column 4: “1” is not a withdrawn candidate, such as “-2”; a line of them holds nothing else, correct it"
)]
#[case::nobody_withdrawn(
    "-3\n1 1 0",
    "line 2, column 1: candidate 3 does not exist, the first line says there are 2; correct the one or the other"
)]
#[case::an_unknown_option(
    "[weights 1]\n1 1 0",
    "line 2, column 2: the option “weights” is not known; those that are: nick, tie, withdrawn, droop; take it out if the count does not depend on it"
)]
#[case::an_option_not_ended(
    "[tie 1 2\n1 1 0",
    "line 2, column 1: an option is one line that ends with “]”; correct it"
)]
#[case::an_order_for_ties_of_one(
    "[tie 1]\n1 1 0",
    "line 2, column 1: the order for ties has 1 of 2 candidates; name every one"
)]
#[case::two_orders_for_ties(
    "[tie 1 2]\n[tie 2 1]\n1 1 0",
    "line 3, column 1: the option “tie” stands twice; take one out"
)]
#[case::too_few_nicknames(
    "[nick a]\n1 a 0",
    "line 2, column 1: there are 1 nicknames for 2 candidates; give each one"
)]
#[case::one_nickname_for_two(
    "[nick a a]\n1 a 0",
    "line 2, column 9: “a” cannot be a nickname: it is another candidate's too, or looks like a number or another part of BLT; choose another"
)]
#[case::a_number_for_a_nickname(
    "[nick 2 1]\n1 1 0",
    "line 2, column 7: “2” cannot be a nickname: it is another candidate's too, or looks like a number or another part of BLT; choose another"
)]
#[case::an_id_twice(
    "(B-1) 1 0\n(B-2) 1 0\n(B-1) 2 0",
    "line 4, column 1: the id “B-1” is that of an earlier paper too; was a paper entered twice?"
)]
#[case::a_line_with_an_id_twice(
    "(B-1) 1 0\n(B-1) 1 0",
    "line 2, column 1: the id “B-1” is that of an earlier paper too; was a paper entered twice?"
)]
#[case::an_id_without_end(
    "(B-1 1 0",
    "line 2, column 1: a paper's id stands in brackets, such as “(B-17)”; correct it"
)]
#[case::a_name(
    "1 1 0\n\"Ada\"",
    "line 3, column 1: a name stands here before the line 0 that ends the papers; add that line"
)]
#[case::the_first_of_two_bad_lines(
    "1 1 0\n1 2 2 0\n1 7 0\n1 2 2 0",
    "line 3, column 5: candidate 2 stands twice on this paper; take one out, set the paper aside for adjudication, or say how such papers are read, as in --marks repeated=stop (they count up to there) or repeated=pass-over"
)]
// Candidate 2 is bad from line 3 on, but line 2 comes again after it: the first line of the file is named.
#[case::a_bad_line_that_repeats(
    "1 9 0\n1 8 0\n1 9 0",
    "line 2, column 3: candidate 9 does not exist, the first line says there are 2; correct the one or the other"
)]
#[case::columns_are_characters(
    "1 é 0",
    "line 2, column 3: “é” is not a whole number; write it in digits, without sign or leading zero"
)]
#[case::more_papers_than_a_line_can_stand_for(
    "9007199254740991 1 0\n9007199254740992 2 0",
    "line 3, column 1: 9007199254740992 papers are more than 9007199254740991, the most that one line can stand for; correct the number, or divide it among lines"
)]
fn a_bad_paper_in_blt_is_refused(#[case] papers: &str, #[case] message: &str) {
    assert_eq!(refusal(papers_of_two(papers).as_bytes()), message);
}

#[rstest]
#[case::one_number("2\n1 1 0\n0\n\"Ada\"\n\"T\"\n", FIRST_LINE)]
#[case::three_numbers("2 1 7\n0\n\"Ada\"\n\"T\"\n", FIRST_LINE)]
#[case::no_candidates(
    "0 1\n0\n\"T\"\n",
    "line 1, column 1: the first line says there are no candidates; correct it"
)]
#[case::too_many_candidates(
    "1001 1\n",
    "line 1, column 1: there are more than 1000 candidates, the most there can be; is this the right file?"
)]
#[case::too_many_seats(
    "2 4294967296\n",
    "line 1, column 3: 4294967296 is too large a number; is it mistyped?"
)]
#[case::cut_off_among_the_papers(
    "2 1\n1 1 0\n1 2 0",
    "line 3, column 6: the file ends before the line 0 that ends the papers; add it, the names and the title, or is the file cut off?"
)]
#[case::cut_off_within_a_paper(
    "2 1\n1 1 0\n1 2",
    "line 3, column 4: the paper does not end with 0; add it, or is the line cut off?"
)]
#[case::cut_off_before_the_names(
    "2 1\n0\n",
    "line 3, column 1: the file ends after 0 of 2 names; add the others and the title, or is the file cut off?"
)]
#[case::cut_off_among_the_names(
    "2 1\n0\n\"Ada\"\n",
    "line 4, column 1: the file ends after 1 of 2 names; add the others and the title, or is the file cut off?"
)]
#[case::cut_off_within_a_name(
    "2 1\n0\n\"Ada\"\n\"B",
    "line 4, column 1: the quotation mark opened here is not closed on this line; close it, or is the file cut off?"
)]
#[case::no_title(
    "2 1\n0\n\"Ada\"\n\"Bo\"\n",
    "line 5, column 1: the file ends without a title, which follows the names in quotation marks; add it, or is a name missing, or the file cut off?"
)]
#[case::a_name_too_many(
    "2 1\n0\n\"Ada\"\n\"Bo\"\n\"Cy\"\n\"T\"\n",
    "line 6, column 1: a line too many: by the number of candidates in the first line, 2, “Cy” is the title, and nothing follows it; correct the number of candidates, or take out the line"
)]
#[case::three_strings_after_the_title(
    "1 1\n0\n\"Ada\"\n\"T\"\n\"S\"\n\"C\"\n\"D\"\n",
    "line 7, column 1: a line too many: by the number of candidates in the first line, 1, “T” is the title, and nothing follows it; correct the number of candidates, or take out the line"
)]
#[case::something_after_the_title(
    "1 1\n0\n\"Ada\"\n\"T\"\n\n  1 1 0\n",
    "line 6, column 3: a line too many: by the number of candidates in the first line, 1, “T” is the title, and nothing follows it; correct the number of candidates, or take out the line"
)]
#[case::a_name_without_quotation_marks(
    "1 1\n0\n Ada\n\"T\"\n",
    "line 3, column 2: here should be the name of candidate 1 of 1 in quotation marks, since the papers ended with the line 0; correct it"
)]
#[case::a_paper_after_the_0(
    "1 1\n0\n1 1 0\n0\n\"Ada\"\n\"T\"\n",
    "line 3, column 1: here should be the name of candidate 1 of 1 in quotation marks, since the papers ended with the line 0; correct it"
)]
#[case::a_title_without_quotation_marks(
    "1 1\n0\n\"Ada\"\nT\n",
    "line 4, column 1: here should be the title in quotation marks, since all candidates have their names; correct it"
)]
#[case::a_control_character_in_the_title(
    "1 1\n0\n\"Ada\"\n\"T\t\"\n",
    "line 4, column 2: the title contains a control character; take it out"
)]
#[case::something_after_a_party(
    "1 1\n0\n\"Ada\" \"Greens\" x\n\"T\"\n",
    "line 3, column 16: there is text after the closing quotation mark; take it out"
)]
#[case::names_that_differ_in_white_space(
    "2 1\n0\n\"Ada\"\n\"Ada \"\n\"T\"\n",
    "line 4, column 2: “Ada” is the name of candidate 1 already; make the names different"
)]
#[case::one_name_twice(
    "3 1\n0\n\"Ada\"\n\"Bo\"\n\"Ada\"\n\"T\"\n",
    "line 5, column 2: “Ada” is the name of candidate 1 already; make the names different"
)]
#[case::an_empty_name(
    "1 1\n0\n\"\"\n\"T\"\n",
    "line 3, column 2: the name is empty; every candidate has a name"
)]
#[case::a_control_character_in_a_name(
    "1 1\n0\n\"A\tda\"\n\"T\"\n",
    "line 3, column 2: the name contains a control character; take it out"
)]
fn a_bad_blt_is_refused(#[case] text: &str, #[case] message: &str) {
    assert_eq!(refusal(text.as_bytes()), message);
}

#[rstest]
#[case::gap(
    "1,2,3\nAda,,Bo\n",
    "line 2, column 6: preference 3 stands here, but 2 is skipped; correct it, set the paper aside for adjudication, or say how such papers are read, as in --marks skipped=stop (they count up to there) or skipped=pass-over"
)]
#[case::no_first_preference(
    "papers,1,2\n3,,Ada\n",
    "line 2, column 4: preference 2 stands here, but 1 is skipped; correct it, set the paper aside for adjudication, or say how such papers are read, as in --marks skipped=stop (they count up to there) or skipped=pass-over"
)]
#[case::candidate_twice(
    "1,2,3\nAda,Bo,Ada\n",
    "line 2, column 8: candidate “Ada” stands twice on this paper; take one out, set the paper aside for adjudication, or say how such papers are read, as in --marks repeated=stop (they count up to there) or repeated=pass-over"
)]
#[case::a_cell_too_many(
    "1,2\nAda,Bo,\n",
    "line 2, column 8: this row has 3 cells, the header 2; take out what is too much"
)]
#[case::a_cell_too_few(
    "1,2,3\nAda,Bo,\nBo,Ada\n",
    "line 3, column 7: this row has 2 cells, the header 3; leave cells empty but do not leave them out, or is the file cut off?"
)]
#[case::an_empty_line(
    "papers,1,2\n1,Ada,\n\n1,Bo,\n",
    "line 3, column 1: this line is empty; take it out, or write a blank paper as “1,,”"
)]
#[case::a_column_without_a_name(
    "1,\n",
    "line 1, column 3: column 2 of the header has no name; name it, or if this row is a paper, put a header above it, such as “first,second”"
)]
#[case::an_empty_line_among_single_preferences(
    "first\nAda\n\nBo\n",
    "line 3, column 1: this line is empty; take it out, or write a blank paper as “\"\"”"
)]
#[case::a_paper_for_a_header(
    "Ada,Bo\nBo,Ada\nCy,Ada\n",
    "line 1, column 5: the first row should be a header, but “Bo” is a candidate on line 2, so that it looks like a paper; put a header above it, such as “first,second”"
)]
#[case::a_paper_with_its_number_for_a_header(
    "5,Ada,Bo\n3,Cy,Ada\n",
    "line 1, column 3: the first row should be a header, but “Ada” is a candidate on line 2, so that it looks like a paper; put a header above it, such as “first,second”"
)]
#[case::a_paper_for_a_header_before_any_bad_row(
    "Ada,Bo\nCy,Cy\nBo,Ada\n",
    "line 1, column 5: the first row should be a header, but “Bo” is a candidate on line 3, so that it looks like a paper; put a header above it, such as “first,second”"
)]
#[case::a_short_paper_for_a_header(
    "Ada,,\nBo,Ada,\n",
    "line 1, column 5: column 2 of the header has no name; name it, or if this row is a paper, put a header above it, such as “first,second”"
)]
#[case::the_header_again(
    "first,second\nAda,Bo\nfirst,second\nBo,\n",
    "line 3, column 1: this row repeats the header; take it out, or if the first row is a paper, put a header above it"
)]
#[case::the_header_again_with_numbers(
    "papers,1,2\n2,Ada,Bo\npapers,1,2\n",
    "line 3, column 1: this row repeats the header; take it out, or if the first row is a paper, put a header above it"
)]
#[case::one_preference_twice(
    "first,1,second\nAda,,\n",
    "line 1, column 7: “1” stands where preference 2 should; let the columns stand in the order of preferences, numbered from 1, each once"
)]
#[case::preferences_in_another_order(
    "papers,second,first\n3,Ada,Bo\n",
    "line 1, column 8: “second” stands where preference 1 should; let the columns stand in the order of preferences, numbered from 1, each once"
)]
#[case::preferences_from_0(
    "rank0,rank1\nAda,Bo\n",
    "line 1, column 1: “rank0” stands where preference 1 should; let the columns stand in the order of preferences, numbered from 1, each once"
)]
#[case::a_first_row_that_names_no_preferences(
    "Ada,Bo\nCy,Dee\n",
    "line 1, column 1: the first row should be a header such as “first,second” or “rank1,rank2”; “Ada” names no preference; rename or take out that column, or, if the row is a paper, put a header above it"
)]
#[case::a_first_row_that_names_one_preference_only(
    "papers,first,Bo\n3,Cy,Dee\n",
    "line 1, column 14: the first row should be a header such as “first,second” or “rank1,rank2”; “Bo” names no preference; rename or take out that column, or, if the row is a paper, put a header above it"
)]
#[case::one_paper_and_no_header(
    "Ada,Bo\n",
    "line 1, column 1: the first row should be a header such as “first,second” or “rank1,rank2”; “Ada” names no preference; rename or take out that column, or, if the row is a paper, put a header above it"
)]
#[case::a_paper_with_its_number_and_no_candidate_again(
    "5,Ada\n3,Cy\n",
    "line 1, column 3: the first row should be a header such as “first,second” or “rank1,rank2”; “Ada” names no preference; rename or take out that column, or, if the row is a paper, put a header above it"
)]
#[case::semicolons(
    "first;second\nAda;Bo\n",
    "line 1, column 6: this looks like a file whose cells are parted by ';'; save it with commas"
)]
#[case::tabs(
    "first\tsecond\nAda\tBo\n",
    "line 1, column 6: this looks like a file whose cells are parted by a tab; save it with commas"
)]
#[case::semicolons_below_a_header_of_one_column(
    "first\nAda;Bo\n",
    "line 2, column 1: the name contains ';'; if that parts the cells of this file, save it with commas, else take it out of the name"
)]
#[case::a_tab_in_a_quoted_name(
    "first,second\nAda,\"B\to\"\n",
    "line 2, column 5: the name contains a tab; if that parts the cells of this file, save it with commas, else take it out of the name"
)]
#[case::more_papers_than_a_line_can_stand_for(
    "papers,1\n9007199254740992,Ada\n",
    "line 2, column 1: 9007199254740992 papers are more than 9007199254740991, the most that one line can stand for; correct the number, or divide it among lines"
)]
#[case::commas_beyond_the_header(
    "first,second\nAda,Bo\nBo,,,,\n",
    "line 3, column 5: this row has 5 cells, the header 2; take out what is too much"
)]
#[case::numbers_in_another_column(
    "first,count\nAda,3\n",
    "line 1, column 7: “count” is the number of papers and must be the first column; move it there"
)]
#[case::no_preference(
    "papers\n3\n",
    "line 1, column 7: the header has no column for a preference; add one, such as “first”"
)]
#[case::no_papers(
    "papers,first\n",
    "line 1, column 13: there is a header but no paper below it; is the file cut off?"
)]
#[case::zero_papers(
    "papers,1\n0,Ada\n",
    "line 2, column 1: this line stands for 0 papers; take it out, or give the number of papers"
)]
#[case::no_number(
    "papers,1\n,Ada\n",
    "line 2, column 1: “” is not a whole number; write it in digits, without sign or leading zero"
)]
#[case::a_number_with_separators(
    "papers,1\n\"9,763\",Ada\n",
    "line 2, column 1: “9,763” is not a whole number; write it in digits, without sign or leading zero"
)]
#[case::too_large_a_number(
    "papers,1\n18446744073709551616,Ada\n",
    "line 2, column 1: 18446744073709551616 is too large a number; is it mistyped?"
)]
#[case::a_number_for_a_name(
    "1,2,3\n1,3,2\n",
    "line 2, column 1: “1” is a number where the name of a candidate should be; a first column of numbers of papers is called “papers”, and where columns are candidates the first row has their names"
)]
#[case::white_space_around_a_name(
    "1,2\nAda, Bo\n",
    "line 2, column 5: the name begins or ends with white space; take it out"
)]
#[case::a_cell_of_white_space(
    "1,2\nAda, \n",
    "line 2, column 5: the name begins or ends with white space; take it out"
)]
#[case::a_control_character(
    "1,2\nA\u{7}da,\n",
    "line 2, column 1: the name contains a control character; take it out"
)]
#[case::quotation_mark_not_closed(
    "1,2\nAda,\"Bo\n",
    "line 2, column 5: the quotation mark opened here is not closed on this line; close it, or is the file cut off?"
)]
#[case::text_after_a_quotation(
    "1,2\n\"Ada\"x,Bo\n",
    "line 2, column 6: there is text after the closing quotation mark; take it out"
)]
#[case::quotation_mark_within_a_cell(
    "1,2\nAda \"A\" Ash,Bo\n",
    "line 2, column 5: a quotation mark stands within a cell that does not begin with one; put the whole cell in quotation marks and double those within"
)]
#[case::the_first_of_two_bad_rows(
    "1,2\nAda,Bo\nBo,Bo\nAda,Ada\n",
    "line 3, column 4: candidate “Bo” stands twice on this paper; take one out, set the paper aside for adjudication, or say how such papers are read, as in --marks repeated=stop (they count up to there) or repeated=pass-over"
)]
fn a_bad_csv_is_refused(#[case] text: &str, #[case] message: &str) {
    assert_eq!(refusal(text.as_bytes()), message);
}

#[rstest]
#[case::preference_0(
    "Ada,Bo\n1,0\n",
    "line 2, column 3: there is no preference 0; number them from 1, and leave the cells of the others empty"
)]
#[case::a_word(
    "Ada,Bo\n1,2\n1,x\n",
    "line 3, column 3: “x” is not a whole number; write it in digits, without sign or leading zero"
)]
#[case::equal_preferences(
    "Ada,Bo,Cy\n2,1,2\n",
    "line 2, column 5: this candidate has the same rank as another; put one before the other, set the paper aside for adjudication, or say how such papers are read, as in --marks overvote=stop"
)]
#[case::skipped_preference(
    "papers,Ada,Bo,Cy\n7,3,,1\n",
    "line 2, column 3: preference 3 stands here, but 2 is skipped; correct it, set the paper aside for adjudication, or say how such papers are read, as in --marks skipped=stop (they count up to there) or skipped=pass-over"
)]
#[case::two_columns_of_one_name(
    "Ada,Bo,Ada\n1,2,3\n",
    "line 1, column 8: “Ada” is the name of candidate 1 already; make the names different"
)]
#[case::an_id_twice(
    "Ballot ID,Ada,Bo\nB1,1,2\nB2,2,1\nB1,2,1\n",
    "line 4, column 1: the id “B1” is that of an earlier paper too; was a paper entered twice?"
)]
#[case::no_id(
    "id,Ada,Bo\n,1,2\n",
    "line 2, column 1: this paper has no id; give it one, or take the column of ids out"
)]
#[case::a_cell_too_few(
    "Ada,Bo,Cy\n1,2,3\n1,2\n",
    "line 3, column 4: this row has 2 cells, the header 3; leave cells empty but do not leave them out, or is the file cut off?"
)]
fn a_bad_csv_with_a_column_a_candidate_is_refused(#[case] text: &str, #[case] message: &str) {
    assert_eq!(refusal(text.as_bytes()), message);
}

const HEAD: &str = "# NUMBER ALTERNATIVES: 2\n# NUMBER VOTERS: 3\n# ALTERNATIVE NAME 1: Ada\n# ALTERNATIVE NAME 2: Bo\n";

#[rstest]
#[case::candidate_out_of_range(
    "3: 1,3\n",
    "line 5, column 6: candidate 3 does not exist, there are 2; correct the one or the other"
)]
#[case::candidate_0(
    "3: 0\n",
    "line 5, column 4: candidate 0 does not exist, there are 2; correct the one or the other"
)]
#[case::no_colon(
    "1: 2\n3 1,2\n",
    "line 6, column 6: a paper is a number of papers, a colon and the candidates' numbers, such as “9: 2,1”; the colon is missing, correct it"
)]
#[case::a_fraction(
    "1: 2\n1.5: 1\n",
    "line 6, column 1: “1.5” is not a whole number; write it in digits, without sign or leading zero"
)]
#[case::no_papers(
    "0: 1\n",
    "line 5, column 1: this line stands for 0 papers; take it out, or give the number of papers"
)]
#[case::candidate_twice(
    "3: 1,1\n",
    "line 5, column 6: candidate 1 stands twice on this paper; take one out, set the paper aside for adjudication, or say how such papers are read, as in --marks repeated=stop (they count up to there) or repeated=pass-over"
)]
#[case::equal_preferences(
    "3: {1, 2}\n",
    "line 5, column 8: this candidate has the same rank as another; put one before the other, set the paper aside for adjudication, or say how such papers are read, as in --marks overvote=stop"
)]
#[case::a_brace_not_closed(
    "3: {1,2\n",
    "line 5, column 8: the brace opened on this line is not closed; close it, or is the file cut off?"
)]
#[case::nothing_between_commas(
    "3: 1,,2\n",
    "line 5, column 6: “” is not a whole number; write it in digits, without sign or leading zero"
)]
#[case::the_head_among_papers(
    "3: 1\n# TITLE: late\n",
    "line 6, column 1: this line of the head stands among the papers; move it above the first"
)]
#[case::a_bad_paper_before_a_bad_line(
    "3: 7\n# TITLE: late\n",
    "line 5, column 4: candidate 7 does not exist, there are 2; correct the one or the other"
)]
#[case::other_voters(
    "1: 1\n1: 2\n",
    "line 2, column 18: the head says that there are 3 voters, the papers are 2; is the file whole?"
)]
fn a_bad_paper_in_preflib_is_refused(#[case] papers: &str, #[case] message: &str) {
    assert_eq!(refusal(format!("{HEAD}{papers}").as_bytes()), message);
}

#[rstest]
#[case::a_name_too_few(
    "# NUMBER ALTERNATIVES: 2\n# ALTERNATIVE NAME 1: Ada\n1: 1\n",
    "line 1, column 24: the head says that there are 2 candidates, and names 1; correct the one or the other"
)]
#[case::a_number_too_large(
    "# NUMBER ALTERNATIVES: 1\n# ALTERNATIVE NAME 2: Ada\n1: 1\n",
    "line 2, column 23: candidate 2 does not exist, there are 1; correct the one or the other"
)]
#[case::a_number_twice(
    "# ALTERNATIVE NAME 1: Ada\n# ALTERNATIVE NAME 1: Bo\n1: 1\n",
    "line 2, column 23: candidate 1 is named twice; take one name out"
)]
#[case::a_name_twice(
    "# ALTERNATIVE NAME 1: Ada\n# ALTERNATIVE NAME 2: Ada\n1: 1\n",
    "line 2, column 23: “Ada” is the name of candidate 1 already; make the names different"
)]
#[case::no_name(
    "# ALTERNATIVE NAME 1:\n1: 1\n",
    "line 1, column 22: the name is empty; every candidate has a name"
)]
#[case::no_number(
    "# NUMBER VOTERS: many\n1: 1\n",
    "line 1, column 18: “many” is not a whole number; write it in digits, without sign or leading zero"
)]
#[case::other_orders(
    "# NUMBER UNIQUE ORDERS: 2\n# ALTERNATIVE NAME 1: Ada\n1: 1\n",
    "line 1, column 25: the head says that there are 2 unique orders, the lines of papers are 1; is the file whole?"
)]
fn a_bad_head_of_preflib_is_refused(#[case] text: &str, #[case] message: &str) {
    assert_eq!(refusal(text.as_bytes()), message);
}

#[rstest]
#[case::byte_order_mark(
    "\u{feff}1 1\n0\n\"Ada\"\n\"T\"\n",
    "line 1, column 1: a byte order mark"
)]
#[case::withdrawn(
    "1 1\n-1\n0\n\"Ada\"\n\"T\"\n",
    "line 2, column 1: a line of withdrawn candidates"
)]
#[case::option(
    "1 1\n[tie 1]\n0\n\"Ada\"\n\"T\"\n",
    "line 2, column 1: an option in square brackets"
)]
#[case::id("1 1\n(B) 1 0\n0\n\"Ada\"\n\"T\"\n", "line 2, column 1: a paper's id")]
#[case::skip(
    "1 1\n1 1 - 0\n0\n\"Ada\"\n\"T\"\n",
    "line 2, column 5: “-” for a skipped preference"
)]
#[case::equal(
    "2 1\n1 1=2 0\n0\n\"Ada\"\n\"Bo\"\n\"T\"\n",
    "line 2, column 3: “=” between equal preferences"
)]
fn what_only_other_dialects_have_is_refused_in_a_contests_papers(
    #[case] text: &str,
    #[case] what: &str,
) {
    assert_eq!(
        blt::read(text.as_bytes()).unwrap_err().to_string(),
        format!(
            "{what} is not of the standard dialect of BLT, in which a contest's papers are; write the papers in it"
        )
    );
}

#[rstest]
#[case::a_name_too_many(
    "2 1\n0\n\"Ada\"\n\"Bo\"\n\"Cy\"\n\"T\"\n",
    "line 6, column 1: a line too many: by the number of candidates in the first line, 2, “Cy” is the title, and nothing follows it; correct the number of candidates, or take out the line"
)]
#[case::two_names_on_a_line(
    "2 1\n0\n\"Ada\" \"Bo\"\n\"T\"\n",
    "line 3, column 7: there is text after the closing quotation mark; take it out"
)]
#[case::white_space_around_a_name(
    "1 1\n0\n\"Ada \"\n\"T\"\n",
    "line 3, column 2: the name begins or ends with white space; take it out"
)]
fn what_other_dialects_read_otherwise_is_refused_in_a_contests_papers(
    #[case] text: &str,
    #[case] message: &str,
) {
    assert_eq!(blt::read(text.as_bytes()).unwrap_err().to_string(), message);
}

/// So many lines of as many papers as a line can stand for come to all that can be counted but 2,047.
const LINES_OF_MOST: usize = 2_048;

// Equal lines are added at once, where the first of them stands. That is the line which is named.
#[test]
fn the_first_line_whose_equals_make_too_many_papers_is_refused() {
    let most = |line: &str| format!("{line}\n").repeat(LINES_OF_MOST);
    let too_many = "column 1: with this line there are more than 18446744073709551615 papers, the most that can be counted; is a number mistyped?";
    let in_blt = papers_of_two(&format!(
        "1 0\n{}2046 2 0\n1 0\n1 2 0",
        most("9007199254740991 1 0")
    ));
    assert_eq!(
        refusal(in_blt.as_bytes()),
        format!("line {}, {too_many}", LINES_OF_MOST + 3)
    );
    let in_csv = format!("papers,1\n2047,Bo\n1,Bo\n{}", most("9007199254740991,Ada"));
    assert_eq!(refusal(in_csv.as_bytes()), format!("line 4, {too_many}"));
    let one_less = in_csv.replacen("2047", "2046", 1);
    assert!(read(one_less.as_bytes()).is_ok());
}

#[test]
fn a_thousand_candidates_are_read_and_one_more_is_refused() {
    let csv = |candidates: u32| -> String {
        let rows = (1..=candidates).map(|number| format!("Candidate {number:04}\n"));
        std::iter::once("first\n".to_owned()).chain(rows).collect()
    };
    assert_eq!(
        read(csv(1_000).as_bytes()).unwrap().candidates().len(),
        1_000
    );
    assert_eq!(
        refusal(csv(1_001).as_bytes()),
        "line 1002, column 1: there are more than 1000 candidates, the most there can be; is this the right file?"
    );
}
