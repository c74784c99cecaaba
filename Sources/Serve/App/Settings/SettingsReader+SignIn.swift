import Foundation
import Yams

extension SettingsReader {
    /// `sign_in`: how people sign in.
    mutating func readSignIn(_ node: Node) {
        section(node, "sign_in") { reader, key, value in
            switch key {
            case "passwords":
                if let flag = reader.flag(value, "sign_in.passwords") { reader.settings.takesPasswords = flag }
            default: return false
            }
            return true
        }
    }

    /// `server.public_url`, without the slashes at its end.
    mutating func readPublicURL(_ node: Node) {
        guard var text = text(node, "server.public_url") else { return }
        while text.hasSuffix("/") { text.removeLast() }
        let url = URL(string: text)
        guard let scheme = url?.scheme, ["http", "https"].contains(scheme), url?.host() != nil, url?.path() == "",
            url?.query() == nil, url?.fragment() == nil, url?.user() == nil
        else {
            return report(
                "settings-bad-value",
                "server.public_url '\(text)' is not an address that people can open, such as "
                    + "https://soundings.example.com. A path behind it is not possible.", node)
        }
        settings.publicURL = text
    }

    mutating func flag(_ node: Node, _ name: String) -> Bool? {
        switch node.scalar?.string.lowercased() {
        case "true", "yes", "on": return true
        case "false", "no", "off": return false
        default:
            report("settings-wrong-type", "\(name) must be true or false.", node)
            return nil
        }
    }
}
