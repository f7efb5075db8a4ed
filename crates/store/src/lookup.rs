//! Looking up entries by their marks, and private rows by their keys.

use crate::{LogName, RowKey, Rows, Store, StoreError, read};

impl Store {
    /// The index of the last entry with this mark.
    pub async fn find(
        &self,
        log: &LogName,
        kind: &str,
        key: &str,
    ) -> Result<Option<u64>, StoreError> {
        let found = read::find(&mut *self.connection().await?, log, kind, key).await;
        found.map_err(|error| self.read_error(error))
    }

    /// A private row.
    pub async fn row(&self, at: &RowKey) -> Result<Option<Vec<u8>>, StoreError> {
        at.check()?;
        let row = read::row(&mut *self.connection().await?, at).await;
        row.map_err(|error| self.read_error(error))
    }

    /// The private rows of a kind, in the order of their keys' bytes.
    pub fn rows(&self, realm: &str, kind: &str) -> Rows<'_> {
        self.rows_under(realm, kind, "")
    }

    /// Those of them whose keys begin so.
    pub fn rows_under(&self, realm: &str, kind: &str, prefix: &str) -> Rows<'_> {
        Rows::of_store(self, realm, kind, prefix)
    }

    /// How many of them there are whose keys begin so.
    pub async fn count_rows(
        &self,
        realm: &str,
        kind: &str,
        prefix: &str,
    ) -> Result<u64, StoreError> {
        let count = read::count(&mut *self.connection().await?, realm, kind, prefix).await;
        count.map_err(|error| self.read_error(error))
    }

    /// The keys of a kind by which entries of a log are found, in the order of their bytes, without an empty one.
    pub async fn keys(&self, log: &LogName, kind: &str) -> Result<Vec<String>, StoreError> {
        let mut connection = self.connection().await?;
        let mut keys: Vec<String> = Vec::new();
        loop {
            let after = keys.last().map_or("", String::as_str);
            let page = read::keys(&mut connection, log, kind, after).await;
            let page = page.map_err(|error| self.read_error(error))?;
            if page.is_empty() {
                return Ok(keys);
            }
            keys.extend(page);
        }
    }
}
