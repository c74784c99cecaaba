import SemanticModel
import Warehouse

/// Finds what somebody means by a name.
extension LineageGraph {
    /// The nodes that `name` may mean, of all kinds: a table (`clean.account`), a column (`clean.account.arr`), a field
    /// (`accounts.arr`, `accounts.account.arr` with its explore before it, `model::accounts.account.arr`), an explore
    /// (`accounts`, `telemetry::accounts`), a Look or dashboard by its number or title (`look:1519`,
    /// `dashboard:company`), a tile by its title or as `tile:<dashboard>/<id>`. Case doesn't matter.
    package func nodes(named name: String) -> [LineageNode] {
        let wanted = name.trimmingPrefix(while: \.isWhitespace).lowercased()
        let exact = nodes.filter { $0.name.lowercased() == wanted }
        if !exact.isEmpty { return exact }
        return nodes.filter { node in
            switch node {
            case .table(let table): table.schema == nil ? false : table.name.lowercased() == wanted
            case .column: false
            case .explore(_, let explore): explore.lowercased() == wanted
            case .field(let model, let explore, let field):
                field.lowercased() == wanted || "\(model)::\(explore).\(field)".lowercased() == wanted
            case .look(let id), .dashboard(let id):
                id.lowercased() == wanted || details(of: node).title?.lowercased() == wanted
            case .tile: details(of: node).title?.lowercased() == wanted
            }
        }
    }

    /// Names that are much like one that nothing has, best first.
    package func suggestions(for name: String) -> [String] {
        let wanted = Set(name.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init))
        let scored = nodes.compactMap { node -> (score: Int, name: String)? in
            let own = (node.name + " " + (details(of: node).title ?? "")).lowercased()
            let score = wanted.count { own.contains($0) }
            return score > 0 ? (score, node.name) : nil
        }
        if let near = Suggestion.nearest(to: name, in: nodes.map(\.name)) { return [near] }
        return scored.sorted { ($1.score, $0.name.count, $0.name) < ($0.score, $1.name.count, $1.name) }.prefix(5)
            .map(\.name)
    }
}
