import ProductAPI
import Yams

extension SettingsReader {
    /// `tools`: which model says what is known of an account, and where to look.
    mutating func readTools(_ node: Node) {
        var model: String?
        var accounts: [String: String] = [:]
        var instances: [String: String] = [:]
        var levels: [ToolSettings.Level] = []
        var links: [ToolSettings.Link] = []
        let before = diagnostics.count
        section(node, "tools") { reader, key, value in
            switch key {
            case "model": model = reader.text(value, "tools.model")
            case "accounts": accounts = reader.names(value, "tools.accounts", ["explore", "name", "status"])
            case "instances": instances = reader.names(value, "tools.instances", ["explore", "id", "account"])
            case "levels":
                levels = reader.entries(value, "tools.levels", ["status", "says"]).map {
                    ToolSettings.Level(status: $0["status"] ?? "", says: $0["says"] ?? "")
                }
            case "links":
                links = reader.entries(value, "tools.links", ["title", "dashboard", "page", "from"]).map {
                    ToolSettings.Link(
                        title: $0["title"] ?? "", dashboard: $0["dashboard"], page: $0["page"], from: $0["from"])
                }
            default: return false
            }
            return true
        }
        guard diagnostics.count == before else { return }
        guard let model, let explore = accounts["explore"], let name = accounts["name"], let status = accounts["status"]
        else {
            return report(
                "settings-bad-value", "tools needs model, and accounts with explore, name and status.", node)
        }
        for link in links where (link.dashboard == nil) == (link.page == nil) {
            report("settings-bad-value", "tools.links: '\(link.title)' needs a dashboard or a page.", node)
        }
        for link in links {
            if let page = link.page, !page.hasPrefix("/") || page.hasPrefix("//") {
                report("settings-bad-value", "tools.links: the page '\(page)' has to begin with one /.", node)
            }
            if let from = link.from, !levels.contains(where: { $0.status == from }) {
                report("settings-bad-value", "tools.links: there is no level with the status '\(from)'.", node)
            }
        }
        var found: ToolSettings.Instances?
        if let explore = instances["explore"], let id = instances["id"], let account = instances["account"] {
            found = ToolSettings.Instances(explore: explore, id: id, account: account)
        }
        settings.tools = ToolSettings(
            model: model, accounts: .init(explore: explore, name: name, status: status), instances: found,
            levels: levels, links: links)
    }

    /// A mapping of texts.
    private mutating func names(_ node: Node, _ name: String, _ known: [String]) -> [String: String] {
        var found: [String: String] = [:]
        section(node, name) { reader, key, value in
            guard known.contains(key) else { return false }
            found[key] = reader.text(value, "\(name).\(key)")
            return true
        }
        return found
    }

    /// A list of such mappings.
    private mutating func entries(_ node: Node, _ name: String, _ known: [String]) -> [[String: String]] {
        guard case .sequence(let elements) = node else {
            report("settings-wrong-type", "\(name) must be a list.", node)
            return []
        }
        var found: [[String: String]] = []
        for element in elements { found.append(names(element, name, known)) }
        return found
    }
}
