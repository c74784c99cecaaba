/// The arguments of a built-in method, filter or test.
struct Inputs {
    /// For messages: `replace()`.
    let name: String
    let positional: [JinjaValue]
    let keyword: [(name: String, value: JinjaValue)]

    init(_ name: String, _ positional: [JinjaValue] = [], _ keyword: [(name: String, value: JinjaValue)] = []) {
        self.name = name
        self.positional = positional
        self.keyword = keyword
    }

    /// An error if there are more arguments than these, or others.
    func allow(_ names: String...) throws(JinjaError) {
        guard positional.count <= names.count else {
            throw JinjaError(
                .value, "\(name) takes at most \(names.count) arguments, not \(positional.count)")
        }
        for argument in keyword {
            guard let index = names.firstIndex(of: argument.name) else {
                throw JinjaError(.value, "\(name) has no argument '\(argument.name)'")
            }
            guard index >= positional.count else {
                throw JinjaError(.value, "\(name) is given the argument '\(argument.name)' twice")
            }
        }
    }

    /// The argument at a place or of a name.
    subscript(_ index: Int, _ name: String) -> JinjaValue? {
        index < positional.count ? positional[index] : keyword.first { $0.name == name }?.value
    }

    func required(_ index: Int, _ name: String) throws(JinjaError) -> JinjaValue {
        guard let value = self[index, name] else {
            throw JinjaError(.value, "\(self.name) needs the argument '\(name)'")
        }
        return value
    }

    func text(_ index: Int, _ name: String) throws(JinjaError) -> String? {
        guard let value = self[index, name], !value.isNone else { return nil }
        guard case .string(let text) = value else {
            try value.check()
            throw JinjaError(.value, "the argument '\(name)' of \(self.name) must be text, not \(value.described)")
        }
        return text
    }

    func requiredText(_ index: Int, _ name: String) throws(JinjaError) -> String {
        guard let text = try text(index, name) else {
            throw JinjaError(.value, "\(self.name) needs the text '\(name)'")
        }
        return text
    }

    func whole(_ index: Int, _ name: String) throws(JinjaError) -> Int? {
        guard let value = self[index, name], !value.isNone else { return nil }
        guard let number = value.intValue else {
            try value.check()
            throw JinjaError(
                .value, "the argument '\(name)' of \(self.name) must be a whole number, not \(value.described)")
        }
        return Int(number)
    }

    func flag(_ index: Int, _ name: String) -> Bool? { self[index, name].map(\.isTrue) }
}
