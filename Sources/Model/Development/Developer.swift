/// Whose branch it is.
package struct Developer: Sendable, Hashable {
    /// Of the account: letters, digits, `-` and `_`.
    package var id: String
    /// Stands in the commits.
    package var name: String
    package var email: String

    package init(id: String, name: String, email: String?) {
        self.id = id
        self.name = name.isEmpty ? "User \(id)" : name
        self.email = email ?? "user-\(id)@soundings.invalid"
    }

    /// `dev/ada-lovelace-7`: one for each account, whatever it is called later, told apart by the id at its end.
    var branch: String {
        let letters = name.lowercased().unicodeScalars.map { scalar -> Character in
            ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar) ? Character(scalar) : "-"
        }
        let words = String(letters).split(separator: "-").prefix(4).joined(separator: "-")
        return "dev/" + (words.isEmpty ? "" : words + "-") + id
    }

    var author: Git.Author { Git.Author(name: name, email: email) }
}
