//! What takes long: on a thread of its own, and out to the browser piece by piece, so that voters do not wait.

use std::fs::File;

use axum::response::Response;

use crate::page;
use crate::public::boxes::stream;
use crate::trouble::Trouble;

/// Does what takes long where it keeps nobody else.
pub(crate) async fn apart<T: Send + 'static>(
    work: impl Future<Output = Result<T, Trouble>> + Send + 'static,
) -> Result<T, Trouble> {
    let runtime = tokio::runtime::Handle::current();
    let done = tokio::task::spawn_blocking(move || runtime.block_on(work)).await;
    done.map_err(|error| Trouble::broken(&error))?
}

/// A file without a name, in which something is made.
pub(crate) fn temporary() -> Result<File, Trouble> {
    tempfile::tempfile().map_err(|error| Trouble::broken(&error))
}

/// A file as an answer, piece by piece.
pub(crate) fn sent(name: &str, kind: &'static str, file: File) -> Response {
    page::download(name, kind, stream(file))
}
