/// The hosts to which data actions may be sent: `hooks.example.com`, `*.example.com`, `10.0.0.5`, `[::1]`, each with
/// `:port` where it is not the usual one of `https` or `http`.
package struct AllowedHosts: Sendable, Hashable {
    /// Why a host is allowed.
    package enum Admission: Sendable { case byName, byPattern }

    private struct Rule: Sendable, Hashable {
        /// Lower case; of a pattern what stands behind the star, with the dot.
        var host: String
        var isPattern: Bool
        /// `nil` is the usual one.
        var port: Int?
    }

    private var rules: [Rule] = []

    package init() {}

    package var isEmpty: Bool { rules.isEmpty }

    /// - Returns: Whether the text names a host; one that does not is left out.
    package mutating func insert(_ text: String) -> Bool {
        guard let rule = Self.rule(text) else { return false }
        if !rules.contains(rule) { rules.append(rule) }
        return true
    }

    func admission(of address: ActionAddress) -> Admission? {
        func fits(_ rule: Rule) -> Bool { address.port == rule.port ?? address.scheme.usualPort }
        if rules.contains(where: { !$0.isPattern && $0.host == address.host && fits($0) }) { return .byName }
        let isName = NetworkAddress(address.host) == nil
        return isName && rules.contains { $0.isPattern && address.host.hasSuffix($0.host) && fits($0) }
            ? .byPattern : nil
    }

    private static func rule(_ text: String) -> Rule? {
        let isPattern = text.hasPrefix("*.")
        // Read as the address it would be, so that both sides are written alike.
        guard let address = ActionAddress("https://" + (isPattern ? "x" + text.dropFirst() : text)),
            address.target == "/", !text.contains("/")
        else { return nil }
        let hasPort = text.hasSuffix(":\(address.port)")
        guard isPattern else { return Rule(host: address.host, isPattern: false, port: hasPort ? address.port : nil) }
        let suffix = String(address.host.dropFirst())
        let labels = suffix.dropFirst().split(separator: ".")
        // `*.com` would be half of the world, and numbers have no hosts below them.
        guard labels.count > 1, let last = labels.last, !last.allSatisfy(\.isNumber) else { return nil }
        return Rule(host: suffix, isPattern: true, port: hasPort ? address.port : nil)
    }
}
