internal import JSON
package import Warehouse

/// Why a chart can't be answered.
package enum ChartError: Error, Sendable, Equatable {
    /// The definition says something that can't be: all that is wrong with it.
    case invalid([ChartProblem])
    /// The warehouse did not answer.
    case failed(WarehouseError)
    case cancelled
}

/// What is wrong in a chart's definition, and where.
package struct ChartProblem: Sendable, Equatable, CustomStringConvertible {
    /// The way to the place in the definition: `events[1].filters[0].op`; empty for the whole.
    package var path: String
    /// What is wrong and what to do about it.
    package var message: String
    /// Names by one of which the place is to be found, where whoever found it wrong doesn't know the definition.
    package var names: [String] = []

    package init(_ path: String, _ message: String) {
        self.path = path
        self.message = message
    }

    package var description: String { path.isEmpty ? message : path + ": " + message }
}

extension ChartError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .invalid(let problems): problems.map(\.description).joined(separator: "\n")
        case .failed(let error): error.description
        case .cancelled: "The chart was cancelled."
        }
    }

    init(_ error: WarehouseError) {
        self = if case .cancelled = error { .cancelled } else { .failed(error) }
    }

    package static func invalid(_ path: String, _ message: String) -> ChartError {
        .invalid([ChartProblem(path, message)])
    }

    /// A name in the definition by which nothing is known.
    /// - Parameter names: The name, and others to look for if the definition doesn't have it itself.
    package static func unknown(_ names: [String], _ message: String) -> ChartError {
        var problem = ChartProblem("", message)
        problem.names = names
        return .invalid([problem])
    }

    /// The same where it says what is wrong with the point behind which units are looked for: `point.step`.
    func placed(inPoint point: JSONValue, of definition: ChartDefinition) -> ChartError {
        guard case .invalid(var problems) = self else { return self }
        let asked = Set(point.objectValue?.keys ?? [])
        // Whether the definition has them or not, no point does.
        let defined = Set(definition.written.objectValue?.keys ?? []).union(["intervals", "segments"])
        for place in problems.indices {
            let path = problems[place].path
            let root = String(path.prefix { $0 != "." && $0 != "[" })
            if path.isEmpty {
                if point.objectValue == nil { problems[place].path = "point" }
            } else if asked.contains(root) || !defined.contains(root) {
                problems[place].path = "point." + path
            }
        }
        return .invalid(problems)
    }

    /// The same with the places of names that the definition has.
    func placed(in definition: ChartDefinition) -> ChartError {
        guard case .invalid(var problems) = self else { return self }
        for place in problems.indices where problems[place].path.isEmpty && !problems[place].names.isEmpty {
            problems[place].path = problems[place].names.lazy.compactMap(definition.place(of:)).first ?? ""
            problems[place].names = []
        }
        return .invalid(problems)
    }
}
