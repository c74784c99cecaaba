/// Releases containers inside containers one after the other, not one inside the other.
enum ValueRelease {
    static func release(_ values: inout [JinjaValue]) {
        var lists: [JinjaList] = []
        var dicts: [JinjaDict] = []
        collect(&values, &lists, &dicts)
        while true {
            var contents: [JinjaValue]
            if var list = lists.popLast() {
                guard isKnownUniquelyReferenced(&list) else { continue }
                contents = list.takeContents()
            } else if var dict = dicts.popLast() {
                guard isKnownUniquelyReferenced(&dict) else { continue }
                contents = dict.takeContents()
            } else {
                return
            }
            collect(&contents, &lists, &dicts)
        }
    }

    /// Moves the containers out, so that no other reference is left from here.
    private static func collect(_ values: inout [JinjaValue], _ lists: inout [JinjaList], _ dicts: inout [JinjaDict]) {
        for value in values {
            switch value {
            case .list(let list): lists.append(list)
            case .dict(let dict): dicts.append(dict)
            default: break
            }
        }
        values = []
    }
}
