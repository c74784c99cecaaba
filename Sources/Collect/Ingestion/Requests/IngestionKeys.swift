package import Landing

/// Which project an ingestion key writes into. Keys are public: they permit writing and nothing else.
package protocol IngestionKeys: Sendable {
    /// `nil` for a key that is unknown or revoked. Keys are compared as bytes.
    func project(forKey key: String) -> ProjectID?
}
