internal import LookML

/// A view, an explore, a join or a field: a named block as it stands in the text, or as merging has put it together.
struct NamedObject: LookMLScope {
    var name: String
    /// Where the object begins: its key.
    var location: SourceLocation
    var items: [LookMLItem]

    init(name: String, location: SourceLocation, items: [LookMLItem]) {
        self.name = name
        self.location = location
        self.items = items
    }

    /// `nil` for a block without a name.
    init?(_ item: LookMLItem) {
        guard case .block(let block) = item.value, let name = block.name?.value else { return nil }
        self.init(name: name, location: item.location, items: block.items)
    }
}

extension LookMLItem {
    /// The name of a block; `nil` for one without, and for what is no block.
    var blockName: String? {
        guard case .block(let block) = value else { return nil }
        return block.name?.value
    }
}

extension LookMLScope {
    /// All filters, in list or block form; of two on one field the later counts.
    var filters: [(field: LookMLToken, value: LookMLToken)] {
        var filters: [(field: LookMLToken, value: LookMLToken)] = []
        func add(_ field: LookMLToken, _ value: LookMLToken) {
            if let index = filters.firstIndex(where: { $0.field.value == field.value }) {
                filters[index] = (field, value)
            } else {
                filters.append((field, value))
            }
        }
        for item in items("filters") {
            switch item.value {
            case .block(let block):
                if let field = block.token("field"), let value = block.token("value") { add(field, value) }
            case .list(let list):
                for case .pair(let key, _, let value) in list.elements.map(\.content) { add(key, value) }
            case .literal, .string, .expression: break
            }
        }
        return filters
    }
}
