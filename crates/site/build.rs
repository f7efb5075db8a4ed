//! Takes the booth in, as npm has built it; without it the program builds, and says that it is missing.

use std::path::Path;

fn main() {
    let root = std::env::var("CARGO_MANIFEST_DIR").expect("cargo says where the crate is");
    let out = std::env::var("OUT_DIR").expect("cargo says where to write");
    for name in ["booth.js", "booth.css"] {
        let built = Path::new(&root).join("../../booth/dist").join(name);
        println!("cargo::rerun-if-changed={}", built.display());
        let bytes = std::fs::read(&built).unwrap_or_default();
        if bytes.is_empty() {
            println!(
                "cargo::warning=booth/dist/{name} is missing: nobody can vote in a browser; run `make booth`, and build again"
            );
        }
        std::fs::write(Path::new(&out).join(name), bytes)
            .expect("the build's folder can be written");
    }
}
