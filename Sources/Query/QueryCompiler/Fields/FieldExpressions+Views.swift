internal import SemanticModel

extension FieldExpressions {
    /// The views whose rows a dimension needs: its own and those of every field that it stands on.
    func views(of field: Field) throws(QueryError) -> Set<String> {
        if let known = foundViews[field.name] { return known }
        let found = try opening(field) { () throws(QueryError) in
            var found: Set<String> = [field.view]
            for template in field.sqlTemplates { found.formUnion(try views(of: template)) }
            return found
        }
        foundViews[field.name] = found
        return found
    }

    /// The views that SQL from the model names; those of measures are left out.
    func views(of template: SQLTemplate) throws(QueryError) -> Set<String> {
        var found: Set<String> = []
        for part in try parts(of: template) {
            switch part {
            case .text, .tableName: break
            case .table: if let view = template.view { found.insert(view) }
            case .field(let name):
                let field = try named(name, in: template)
                if field.category != .measure { found.formUnion(try views(of: field)) }
            }
        }
        return found
    }
}
