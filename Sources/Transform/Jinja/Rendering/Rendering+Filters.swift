extension Rendering {
    func filter(
        _ name: String, _ value: JinjaValue, _ positional: [JinjaValue],
        _ keyword: [(name: String, value: JinjaValue)], at site: JinjaSite
    ) async throws -> JinjaValue {
        if let custom = context.filters[name] {
            return try await call(name, custom.body, [value] + positional, keyword, at: site)
        }
        do {
            if !context.removed.contains(name) {
                switch name {
                case "map": return try await map(value, positional, keyword, at: site)
                case "select", "reject", "selectattr", "rejectattr":
                    return try await select(name, value, positional, keyword, at: site)
                default:
                    if let result = try Filters.apply(name, to: value, positional, keyword, meter) { return result }
                }
            }
            throw JinjaError(.undefined, "there is no filter '\(name)'")
        } catch var error as JinjaError {
            if error.site == nil { error.site = site }
            throw error
        }
    }

    func test(
        _ name: String, _ value: JinjaValue, _ positional: [JinjaValue],
        _ keyword: [(name: String, value: JinjaValue)], at site: JinjaSite
    ) async throws -> Bool {
        if let custom = context.tests[name] {
            return try await call(name, custom.body, [value] + positional, keyword, at: site).isTrue
        }
        do throws(JinjaError) {
            if let result = try ValueTests(meter: meter).apply(name, to: value, positional + keyword.map(\.value)) {
                return result
            }
            throw JinjaError(.undefined, "there is no test '\(name)'")
        } catch {
            var placed = error
            if placed.site == nil { placed.site = site }
            throw placed
        }
    }

    private func map(
        _ value: JinjaValue, _ positional: [JinjaValue], _ keyword: [(name: String, value: JinjaValue)],
        at site: JinjaSite
    ) async throws -> JinjaValue {
        let inputs = Inputs("|map", positional, keyword)
        // Jinja takes whatever is empty for an empty list here.
        guard value.isTrue else { return .list([]) }
        var mapped: [JinjaValue] = []
        if positional.isEmpty, let path = inputs[9, "attribute"] {
            let filters = Filters(value: value, inputs: inputs, meter: meter)
            for element in try value.elements(meter) {
                mapped.append(try filters.attribute(path, of: element, orElse: inputs[9, "default"]))
            }
            return .list(mapped)
        }
        guard case .string(let name)? = positional.first else {
            throw JinjaError(.value, "|map needs the name of a filter, or attribute=")
        }
        for element in try value.elements(meter) {
            mapped.append(try await filter(name, element, Array(positional.dropFirst()), keyword, at: site))
        }
        return .list(mapped)
    }

    private func select(
        _ name: String, _ value: JinjaValue, _ positional: [JinjaValue],
        _ keyword: [(name: String, value: JinjaValue)], at site: JinjaSite
    ) async throws -> JinjaValue {
        var arguments = positional[...]
        var path: JinjaValue?
        if name.hasSuffix("attr") {
            guard let first = arguments.popFirst() else {
                throw JinjaError(.value, "|\(name) needs the name of an attribute")
            }
            path = first
        }
        let test = arguments.popFirst()
        let filters = Filters(value: value, inputs: Inputs("|" + name), meter: meter)
        guard value.isTrue else { return .list([]) }
        var kept: [JinjaValue] = []
        for element in try value.elements(meter) {
            let tested = try filters.attribute(path, of: element)
            var passes = tested.isTrue
            if let test {
                guard case .string(let testName) = test else {
                    throw JinjaError(.value, "|\(name) needs the name of a test, not \(test.described)")
                }
                passes = try await self.test(testName, tested, Array(arguments), keyword, at: site)
            }
            if passes == name.hasPrefix("select") { kept.append(element) }
        }
        return .list(kept)
    }
}
