/// One rendering. Not shared: it runs in the task that called `render`.
final class Rendering {
    let context: JinjaContext

    init(_ context: JinjaContext) { self.context = context }

    func render(_ template: JinjaTemplate) async throws(JinjaError) -> RenderedText {
        throw JinjaError(.syntax, "not there yet")
    }

    func value(of template: JinjaTemplate) async throws(JinjaError) -> JinjaValue {
        throw JinjaError(.syntax, "not there yet")
    }

    func call(
        _ callee: JinjaValue, _ positional: [JinjaValue], _ keyword: [(name: String, value: JinjaValue)],
        at site: JinjaSite
    ) async throws -> JinjaValue { .none }

    func global(_ name: String) -> JinjaValue? { nil }
}
