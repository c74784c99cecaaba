internal import LookML
internal import SQL

/// Writes model and views and has them formatted.
struct ProjectWriter {
    let tables: [SourceTable]
    let findings: JoinFindings
    let options: GeneratorOptions
    let dialect: Dialect

    func project(remarks: [String]) throws(GeneratorError) -> GeneratedProject {
        var joinColumns: [Int: Set<Int>] = [:]
        for join in findings.joins {
            joinColumns[join.table, default: []].insert(join.column)
            joinColumns[join.target, default: []].insert(join.targetColumn)
        }
        let model = NameWords(options.model).identifier(orPrefix: "model")
        let text = ModelWriter(
            tables: tables, findings: findings, connection: options.connection, reservedWords: dialect.reservedWords
        ).text
        var files = [try file("\(model).model.lkml", text)]
        for (index, table) in tables.enumerated() {
            let text = ViewWriter.text(table, joinColumns: joinColumns[index] ?? [], dialect: dialect)
            files.append(try file("views/\(table.viewName).view.lkml", text))
        }
        return GeneratedProject(
            files: files, joins: findings.joins.map(title), refusedJoins: findings.refused.map(\.text), remarks: remarks
        )
    }

    private func file(_ path: String, _ text: String) throws(GeneratorError) -> GeneratedProject.File {
        switch LookMLFormatter.format(text, file: path) {
        case .formatted(let text): return GeneratedProject.File(path: path, text: text)
        case .unparsable(let problems):
            let first = problems.first.map { "\($0.location): \($0.message)" } ?? path
            throw .internalError("The generated LookML can't be read, which is a defect of Soundings: \(first)")
        }
    }

    private func title(_ join: Join) -> String {
        let (table, target) = (tables[join.table], tables[join.target])
        let own = "\(table.viewName).\(table.columns[join.column].fieldName)"
        let other = "\(target.viewName).\(target.columns[join.targetColumn].fieldName)"
        return "\(own) = \(other) (\(join.relationship.rawValue))"
    }
}
