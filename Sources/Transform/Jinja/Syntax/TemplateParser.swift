struct TemplateParser {
    init(_ text: String, name: String) throws(JinjaError) {}
    mutating func parseTemplate() throws(JinjaError) -> JinjaTemplate { throw JinjaError(.syntax, "not there yet") }
}
