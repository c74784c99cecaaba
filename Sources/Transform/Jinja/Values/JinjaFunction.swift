/// A function that templates can call.
package struct JinjaFunction: Sendable {
    package let name: String
    let body: @Sendable (JinjaCall) async throws -> JinjaValue

    /// `body` may throw any error; the renderer wraps it in a `JinjaError` at the place of the call.
    package init(_ name: String, _ body: @escaping @Sendable (JinjaCall) async throws -> JinjaValue) {
        self.name = name
        self.body = body
    }
}

/// One call: what was passed, and from where.
package struct JinjaCall {
    /// The name of the function, for messages.
    package let name: String
    package let positional: [JinjaValue]
    /// In the order of the call. A `{% call %}` block arrives as `caller`, to be given to `invoke`.
    package let keyword: [(name: String, value: JinjaValue)]
    package let site: JinjaSite
    let rendering: Rendering

    /// The keyword argument of this name.
    package subscript(keyword name: String) -> JinjaValue? { keyword.first { $0.name == name }?.value }

    /// An argument that can come by position or by name.
    package func argument(_ index: Int, _ name: String) -> JinjaValue? {
        index < positional.count ? positional[index] : self[keyword: name]
    }

    /// A needed argument; an error that names it if it is missing.
    package func required(_ index: Int, _ name: String) throws(JinjaError) -> JinjaValue {
        if let value = argument(index, name) { return value }
        throw JinjaError(.value, "\(self.name)() needs the argument '\(name)'", at: site)
    }

    /// A needed text argument.
    package func requiredText(_ index: Int, _ name: String) throws(JinjaError) -> String {
        let value = try required(index, name)
        if case .string(let text) = value { return text }
        throw JinjaError(
            .value, "the argument '\(name)' of \(self.name)() must be text, not \(value.typeName)", at: site)
    }

    /// Calls a function, macro or callable object in the rendering that this call comes from.
    package func invoke(
        _ callee: JinjaValue, _ positional: [JinjaValue] = [], keyword: [(name: String, value: JinjaValue)] = []
    ) async throws -> JinjaValue {
        try await rendering.call(callee, positional, keyword, at: site)
    }

    /// What a name means at the top of the rendering (its globals), nil if nothing.
    package func global(_ name: String) -> JinjaValue? { rendering.global(name) }

    /// The arguments as a new call's, to hand a call on under another name with other arguments.
    package func with(
        name: String? = nil, positional: [JinjaValue]? = nil, keyword: [(name: String, value: JinjaValue)]? = nil
    ) -> JinjaCall {
        JinjaCall(
            name: name ?? self.name, positional: positional ?? self.positional, keyword: keyword ?? self.keyword,
            site: site, rendering: rendering)
    }
}
