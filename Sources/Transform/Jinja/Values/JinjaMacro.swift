/// A macro as a value: one that a file defines (`JinjaTemplate.macros`), or one made while rendering. Called in a rendering,
/// it sees that rendering's globals, as dbt's do, its file's other macros, and what its file sets outside of macros.
package struct JinjaMacro: Sendable {
    /// The template whose file defines it.
    package let template: JinjaTemplate
    let definition: MacroDefinition
    /// The scope it was made in, for those made while rendering.
    let scope: ScopeID?

    package var name: String { definition.name }
    package var kind: JinjaMacroKind { definition.kind }
    package var site: JinjaSite { JinjaSite(template: template.name, position: definition.position) }
    /// The names of its parameters, in order.
    package var parameters: [String] { definition.parameters.map(\.name) }
    /// Those of its parameters that have a default.
    package var optionalParameters: Set<String> {
        Set(definition.parameters.filter { $0.fallback != nil }.map(\.name))
    }
    /// Every call in its body and its defaults, as `JinjaTemplate.calls`.
    package var calls: [JinjaCallSite] { CallReader.calls(in: [.macro(definition)], template: template.name) }
}

package enum JinjaMacroKind: Sendable, Hashable {
    case macro
    /// `{% test name(model, …) %}` (and `{% data_test %}`): a generic data test.
    case test
}
