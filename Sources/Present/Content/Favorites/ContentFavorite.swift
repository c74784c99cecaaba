/// Something that somebody keeps at hand.
package struct ContentFavorite: Sendable, Hashable {
    package var id: String
    package var userID: String
    package var content: ContentReference
    /// The number by which the API speaks of the content.
    package var metadataID: String?
}

/// The favourites of one person, and how many people have each thing among theirs; by ``ContentReference/key``.
package struct FavoriteMarks: Sendable {
    /// The ids of the person's favourites.
    package var own: [String: String] = [:]
    package var counts: [String: Int] = [:]
}
