import JSON

/// One command about people and what they may do, as it goes to whoever holds the state directory.
struct AccessOrder: Sendable {
    enum Verb: String, Sendable {
        case userList = "user list"
        case userShow = "user show"
        case userRole = "user role"
        case userDisable = "user disable"
        case userEnable = "user enable"
        case userDelete = "user delete"
        case userPassword = "user password"
        case userSignOut = "user sign-out"
        case credentialsDelete = "user credentials --delete"
        case groupList = "group list"
        case groupShow = "group show"
        case groupAdd = "group add"
        case groupRename = "group rename"
        case groupDelete = "group delete"
        case groupJoin = "group join"
        case groupLeave = "group leave"
        case roleList = "role list"
        case roleShow = "role show"
        case roleAdd = "role add"
        case roleChange = "role change"
        case roleDelete = "role delete"
        case roleGive = "role give"
        case roleTake = "role take"
        case attributeList = "attribute list"
        case attributeAdd = "attribute add"
        case attributeSet = "attribute set"
        case attributeUnset = "attribute unset"
        case attributeDelete = "attribute delete"
        case accessShow = "access show"
        case accessGrant = "access grant"
        case accessRevoke = "access revoke"
        case accessSeal = "access seal"
        case accessInherit = "access inherit"
        case auditList = "audit"
        case auditVerify = "audit --verify"

        /// Whether nothing is any different afterwards.
        var isLooking: Bool {
            switch self {
            case .userList, .userShow, .groupList, .groupShow, .roleList, .roleShow, .attributeList, .accessShow,
                .auditList, .auditVerify:
                true
            default: false
            }
        }
    }

    var verb: Verb
    var values: JSONObject

    init(_ verb: Verb, _ values: [(String, JSONValue)] = []) {
        self.verb = verb
        self.values = JSONObject(values)
    }

    var json: JSONValue {
        ["command": "access", "verb": .string(verb.rawValue), "values": .object(values)]
    }

    init?(_ json: JSONValue) {
        guard let verb = json["verb"]?.stringValue.flatMap(Verb.init), let values = json["values"]?.objectValue else {
            return nil
        }
        self.verb = verb
        self.values = values
    }

    func text(_ name: String) -> String? { values[name]?.stringValue }
    func texts(_ name: String) -> [String] { values[name]?.arrayValue?.compactMap(\.stringValue) ?? [] }
    func flag(_ name: String) -> Bool { values[name]?.boolValue ?? false }

    /// What the audit log says it was about.
    var object: String? {
        for (name, kind) in [
            ("folder", "folders"), ("attribute", "user_attributes"), ("role", "roles"), ("group", "groups"),
            ("user", "users"),
        ] {
            if let text = text(name) { return kind + "/" + text }
        }
        return nil
    }
}
