/// An organisation on the company's public instance: people who work there together on their own code.
///
/// Its members are people of that instance's event stream, so what they do can be joined to whom they belong to.
struct PlannedOrganization: Sendable {
    struct Member: Sendable {
        /// The person's place in the instance's sets of users.
        var userNumber: Int
        /// What their events carry as `user_id`.
        var userID: String
        var joinedDay: Int
        var isAdministrator: Bool
    }

    struct Invitation: Sendable {
        enum Outcome: String, Sendable { case accepted, declined, pending, revoked }

        var sentDay: Int
        var respondedDay: Int?
        var outcome: Outcome
        /// Known for those who accepted; others were invited by e-mail.
        var userID: String?
        var email: String?
    }

    struct CodeHost: Sendable {
        var kind: String
        var connectedDay: Int
        var removedDay: Int?
    }

    struct Repository: Sendable {
        /// Place in the list of code hosts.
        var codeHost: Int
        var addedDay: Int
        var isPrivate: Bool
    }

    var id: Int
    /// In addresses: lower case, without blanks.
    var name: String
    var displayName: String
    var createdDay: Int
    var deletedDay: Int?
    /// The founder first, then in the order of joining.
    var members: [Member]
    var invitations: [Invitation]
    var codeHosts: [CodeHost]
    var repositories: [Repository]
}

extension PlannedInstance {
    /// The `user_id` that events of a person on this instance carry: the site and the person's number, five digits wide.
    func userID(_ number: Int) -> String {
        let digits = String(number)
        return "\(siteID.prefix(8))-\(String(repeating: "0", count: max(0, 5 - digits.utf8.count)))\(digits)"
    }
}
