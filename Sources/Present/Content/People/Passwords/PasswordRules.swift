/// What a password has to be like: 10 to 256 bytes (longer ones are refused, not cut), and neither one of the account's own
/// names nor one letter all over.
enum PasswordRules {
    /// - Throws: `invalid` or `missing_field` for the field `password`.
    static func check(_ password: String, of user: User) throws(ContentError) {
        guard !password.isEmpty else {
            throw ContentError(.missingField, "Choose a password.", field: "password")
        }
        guard (10...256).contains(password.utf8.count) else {
            throw ContentError(
                .invalid, "A password has 10 to 256 bytes; a sentence does well.", field: "password")
        }
        let folded = password.lowercased()
        let own = [user.email, user.displayName].compactMap { $0?.lowercased() }
        guard !own.contains(folded), Set(folded.unicodeScalars).count > 3 else {
            throw ContentError(.invalid, "This password is too easy to guess.", field: "password")
        }
    }
}
