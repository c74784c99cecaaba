import LookML

@testable import SemanticModel

/// A project from texts by path.
func project(_ files: [String: String]) -> Project {
    let files = files.map { SourceFile(path: $0.key, text: $0.value) }
    // Of the large ones it is their size that is tested.
    if files.reduce(0, { $0 + $1.text.utf8.count }) < 100_000 { expectHonestSurveys(files) }
    return ProjectResolver.resolve(name: "test", files: files)
}

/// A project of one model `shop` that holds everything.
func shop(_ text: String) -> Project { project(["shop.model.lkml": text]) }

extension Project {
    /// "error unknown-field shop.model.lkml:3:5 → orders.total"
    var problems: [String] {
        diagnostics.map { problem in
            "\(problem.severity.rawValue) \(problem.code) \(problem.location)"
                + (problem.suggestion.map { " → \($0)" } ?? "")
        }
    }

    func explore(_ name: String) -> Explore? { models.first?.explore(name) }

    func field(_ name: String, in explore: String? = nil) -> Field? {
        let first = models.first?.explores.first?.name
        return self.explore(explore ?? first ?? "")?.field(name)
    }
}

extension SQLTemplate {
    /// The template as LookML would write it.
    var written: String {
        parts.map { part in
            switch part {
            case .text(let text): text
            case .table: "${TABLE}"
            case .field(let name): "${\(name)}"
            case .tableName(let name): "${\(name).SQL_TABLE_NAME}"
            }
        }.joined()
    }
}
