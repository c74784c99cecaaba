import Foundation
import OpenIDConnect
import Yams

extension SettingsReader {
    /// `sign_in`: how people sign in.
    mutating func readSignIn(_ node: Node, root: String) {
        section(node, "sign_in") { reader, key, value in
            switch key {
            case "passwords":
                if let flag = reader.flag(value, "sign_in.passwords") { reader.settings.takesPasswords = flag }
            case "oidc": reader.readProvider(value, root: root)
            default: return false
            }
            return true
        }
    }

    /// `sign_in.oidc`: an identity provider.
    private mutating func readProvider(_ node: Node, root: String) {
        var provider = ProviderSettings(issuer: "", clientID: "", clientSecret: nil, label: "Sign in with your company")
        let before = diagnostics.count
        section(node, "sign_in.oidc") { reader, key, value in
            let name = "sign_in.oidc.\(key)"
            switch key {
            case "issuer": provider.issuer = reader.text(value, name) ?? ""
            case "client_id": provider.clientID = reader.text(value, name) ?? ""
            case "client_secret_env", "client_secret_file":
                provider.clientSecret = reader.secret(value, name, isFile: key == "client_secret_file", root: root)
            case "label": provider.label = reader.text(value, name) ?? provider.label
            case "scopes": provider.scopes = reader.texts(value, name)
            case "groups_claim": provider.groupsClaim = reader.text(value, name) ?? provider.groupsClaim
            case "groups":
                reader.section(value, name) { reader, theirs, value in
                    let ours = value.scalar.map { [$0.string] } ?? reader.texts(value, "\(name).\(theirs)")
                    provider.groups[theirs] = ours
                    return true
                }
            case "make_accounts": provider.makesAccounts = reader.flag(value, name) ?? true
            case "link_by_email": provider.linksVerifiedAddress = reader.flag(value, name) ?? false
            default: return false
            }
            return true
        }
        guard diagnostics.count == before else { return }
        let url = URL(string: provider.issuer)
        let isLocal = ["127.0.0.1", "localhost", "::1"].contains(url?.host() ?? "")
        guard url?.scheme == "https" || url?.scheme == "http" && isLocal, url?.host() != nil else {
            return report(
                "settings-bad-value",
                "sign_in.oidc.issuer must be the https address of an identity provider, as that writes it.", node)
        }
        guard !provider.clientID.isEmpty else {
            return report("settings-bad-value", "sign_in.oidc.client_id is missing.", node)
        }
        if !provider.scopes.contains("openid") { provider.scopes.insert("openid", at: 0) }
        settings.provider = provider
    }

    /// A secret, which never stands in the settings themselves: in the environment, or in a file of its own.
    private mutating func secret(_ node: Node, _ name: String, isFile: Bool, root: String) -> String? {
        guard let place = text(node, name) else { return nil }
        let found =
            if isFile {
                FileManager.default.contents(
                    atPath: URL(fileURLWithPath: place, relativeTo: URL(fileURLWithPath: root, isDirectory: true)).path
                ).flatMap { String(data: $0, encoding: .utf8) }
            } else {
                ProcessInfo.processInfo.environment[place]
            }
        let secret = found?.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
        guard !secret.isEmpty else {
            report(
                "settings-bad-value",
                isFile
                    ? "\(name): there is no secret in the file '\(place)'."
                    : "\(name): the environment has no '\(place)'.", node)
            return nil
        }
        return secret
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
