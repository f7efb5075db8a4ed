//! JSON: one canonical writing (RFC 8785, whole numbers only), and documents without duplicate keys.

use serde_json::{Number, Value};

/// The largest whole number that every JSON reader holds exactly.
pub(crate) const LARGEST: u64 = (1 << 53) - 1;

/// Reads one line that must be written canonically.
pub(crate) fn read_canonical(line: &[u8]) -> Result<Value, String> {
    let value: Value =
        serde_json::from_slice(line).map_err(|error| format!("it is not JSON: {error}"))?;
    let mut written = String::new();
    write_canonical(&value, &mut written)?;
    if written.as_bytes() == line {
        Ok(value)
    } else {
        Err("it is not canonical JSON (RFC 8785)".to_owned())
    }
}

/// Reads a published document: pretty or not, but with every key once.
pub(crate) fn read_document(bytes: &[u8]) -> Result<Value, String> {
    let value: Value =
        serde_json::from_slice(bytes).map_err(|error| format!("it is not JSON: {error}"))?;
    // A reader that meets a key twice keeps one of them, so fewer keys are held than were written.
    if keys_written(bytes) == keys_held(&value) {
        Ok(value)
    } else {
        Err("a key stands twice in one object".to_owned())
    }
}

fn write_canonical(value: &Value, out: &mut String) -> Result<(), String> {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Number(number) => out.push_str(&whole(number)?),
        Value::String(text) => write_string(text, out),
        Value::Array(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write_canonical(item, out)?;
            }
            out.push(']');
        }
        Value::Object(object) => {
            let mut keys: Vec<&String> = object.keys().collect();
            keys.sort_by(|one, other| one.encode_utf16().cmp(other.encode_utf16()));
            out.push('{');
            for (index, key) in keys.into_iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write_string(key, out);
                out.push(':');
                write_canonical(&object[key], out)?;
            }
            out.push('}');
        }
    }
    Ok(())
}

fn whole(number: &Number) -> Result<String, String> {
    match number.as_i64() {
        Some(whole) if whole.unsigned_abs() <= LARGEST => Ok(whole.to_string()),
        _ => Err(format!(
            "{number} is not a whole number of at most 2^53 − 1"
        )),
    }
}

fn write_string(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\u{8}' => out.push_str("\\b"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\u{c}' => out.push_str("\\f"),
            '\r' => out.push_str("\\r"),
            c if c < ' ' => {
                let escape = format!("\\u{:04x}", u32::from(c));
                out.push_str(&escape);
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

fn keys_held(value: &Value) -> usize {
    match value {
        Value::Array(items) => items.iter().map(keys_held).sum(),
        Value::Object(object) => object.len() + object.values().map(keys_held).sum::<usize>(),
        _ => 0,
    }
}

/// Strings that a colon follows, in bytes that are known to be JSON.
fn keys_written(bytes: &[u8]) -> usize {
    let mut keys = 0;
    let mut rest = bytes.iter();
    while let Some(byte) = rest.next() {
        match byte {
            b':' => keys += 1,
            b'"' => {
                while let Some(byte) = rest.next() {
                    match byte {
                        b'\\' => {
                            rest.next();
                        }
                        b'"' => break,
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("{}")]
    #[case(r#"{"a":1,"b":[null,true,false],"c":"é\n\u001f\"\\/"}"#)]
    #[case("-7")]
    #[case("9007199254740991")]
    // RFC 8785, section 3.2.3: by UTF-16 code units, so that U+1F600 stands before U+FB33.
    #[case("{\"\\r\":1,\"1\":2,\"\u{80}\":3,\"ö\":4,\"€\":5,\"😀\":6,\"\u{fb33}\":7}")]
    fn what_is_canonical_is_read(#[case] line: &str) {
        assert!(read_canonical(line.as_bytes()).is_ok(), "{line}");
    }

    #[rstest]
    #[case("")]
    #[case("{")]
    #[case("{} ")]
    #[case(r#"{"b":1,"a":2}"#)]
    #[case(r#"{"a":1,"a":1}"#)]
    #[case(r#"{"a": 1}"#)]
    #[case("1.0")]
    #[case("1.5")]
    #[case("1e2")]
    #[case("-0")]
    #[case("9007199254740992")]
    #[case("18446744073709551615")]
    #[case(r#""\/""#)]
    #[case(r#""\u00e9""#)]
    #[case(r#""\u001F""#)]
    #[case(r#""\u000a""#)]
    #[case(r#""\ud800""#)]
    #[case("{\"\u{fb33}\":7,\"😀\":6}")]
    #[case("\u{feff}{}")]
    fn what_is_not_canonical_is_refused(#[case] line: &str) {
        assert!(read_canonical(line.as_bytes()).is_err(), "{line}");
    }

    #[test]
    fn bytes_that_are_no_text_are_refused() {
        assert!(read_canonical(b"\"\xff\"").is_err());
        assert!(read_document(b"\"\xff\"").is_err());
    }

    #[rstest]
    #[case(r#"{"a":1,"a":1}"#)]
    #[case(r#"{"a":{"b":1},"a":{"b":2}}"#)]
    #[case(r#"[{"a":1,"\u0061":1}]"#)]
    fn a_document_with_a_key_twice_is_refused(#[case] text: &str) {
        assert!(read_document(text.as_bytes()).is_err());
    }

    #[test]
    fn colons_and_quotes_inside_strings_are_no_keys() {
        let text = r#"{ "a:\"b\":" : [ "c:", {"d" : "\\"} ] }"#;
        assert!(read_document(text.as_bytes()).is_ok());
    }
}
