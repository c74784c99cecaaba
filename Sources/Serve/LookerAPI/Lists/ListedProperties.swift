internal import FrontDoor
internal import Hummingbird

/// The properties of an object by which lists of it are searched and sorted, by their names in the API.
struct ListedProperties<Element> {
    enum Value {
        /// Searched by pattern, `IS NULL` and `NOT NULL`.
        case text(String?)
        /// Searched by one id or several with commas between them.
        case id(String?)
        case ids(Set<String>)
        case number(Int64?)
        case flag(Bool)
    }

    let properties: [(name: String, value: (Element) -> Value)]

    init(_ properties: [(name: String, value: (Element) -> Value)]) { self.properties = properties }

    /// Those that fit the request's search parameters: all of them, or one with `filter_or=true`. Without any, all.
    func search(_ elements: [Element], _ request: Request) throws -> [Element] {
        var conditions: [(Element) -> Bool] = []
        for property in properties {
            guard let term = request.parameter(property.name) else { continue }
            let pattern = SearchPattern(term)
            let ids = Set(term.split(separator: ",").map { $0.filter { $0 != " " } })
            let flag = request.flag(property.name)
            conditions.append { element in
                let value = property.value(element)
                switch term {
                case "IS NULL": return value.isEmpty
                case "NOT NULL": return !value.isEmpty
                default: break
                }
                switch value {
                case .text(let text): return text.map(pattern.matches) ?? false
                case .id(let id): return id.map(ids.contains) ?? false
                case .ids(let all): return !all.isDisjoint(with: ids)
                case .number(let number): return number.map { ids.contains(String($0)) } ?? false
                case .flag(let value): return value == flag
                }
            }
        }
        guard !conditions.isEmpty else { return elements }
        let takesAny = request.flag("filter_or") ?? false
        return elements.filter { element in
            takesAny ? conditions.contains { $0(element) } : conditions.allSatisfy { $0(element) }
        }
    }

    /// In the order of the request's `sorts`; as they are without it.
    ///
    /// - Throws: ``RequestFailure/badRequest(_:)`` for a property that lists are not sorted by.
    func sort(_ elements: [Element], _ request: Request) throws -> [Element] {
        guard let sorts = request.parameter("sorts"), sorts.contains(where: { !$0.isWhitespace }) else {
            return elements
        }
        var orders: [(value: (Element) -> Value, descending: Bool)] = []
        for sort in sorts.split(separator: ",") {
            let words = sort.split(whereSeparator: \.isWhitespace)
            guard let name = words.first else { continue }
            guard let property = properties.first(where: { $0.name == name }) else {
                let known = properties.map(\.name).joined(separator: ", ")
                throw RequestFailure.badRequest("'\(name.prefix(60))' is nothing to sort by. There are: \(known).")
            }
            let descending = words.count > 1 && words[1].lowercased() == "desc"
            orders.append((property.value, descending))
        }
        // What is equal stays in its order.
        return elements.enumerated().sorted { left, right in
            for order in orders {
                let (a, b) = (order.value(left.element), order.value(right.element))
                if a.precedes(b) { return !order.descending }
                if b.precedes(a) { return order.descending }
            }
            return left.offset < right.offset
        }.map(\.element)
    }
}

extension ListedProperties.Value {
    fileprivate var isEmpty: Bool {
        switch self {
        case .text(let text): text?.isEmpty ?? true
        case .id(let id): id == nil
        case .ids(let ids): ids.isEmpty
        case .number(let number): number == nil
        case .flag: false
        }
    }

    /// Nothing goes last; ids that are numbers go by their value.
    fileprivate func precedes(_ other: Self) -> Bool {
        switch (self, other) {
        case (.text(let a), .text(let b)):
            guard let a, let b else { return a != nil && b == nil }
            return a.lowercased() < b.lowercased()
        case (.id(let a), .id(let b)):
            guard let a, let b else { return a != nil && b == nil }
            if let x = Int64(a), let y = Int64(b) { return x < y }
            return a < b
        case (.number(let a), .number(let b)):
            guard let a, let b else { return a != nil && b == nil }
            return a < b
        case (.flag(let a), .flag(let b)): return !a && b
        default: return false
        }
    }
}
