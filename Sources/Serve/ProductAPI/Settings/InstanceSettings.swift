package import Content
internal import JSON
internal import Synchronization

/// What administrators may say of an installation while it runs. What the project's file says goes first and is changed there.
package final class InstanceSettings: Sendable {
    package struct Values: Sendable, Equatable {
        /// What people call the installation.
        package var label: String?
        /// The page on which people begin: a path of this site.
        package var home: String?
        /// Whom to ask for access, as a sentence.
        package var contact: String?

        package init(label: String? = nil, home: String? = nil, contact: String? = nil) {
            self.label = label
            self.home = home
            self.contact = contact
        }
    }

    /// The names that settings have in the file, in the API and in the database.
    static let names: [(name: String, path: any WritableKeyPath<Values, String?> & Sendable)] = [
        ("label", \.label), ("home", \.home), ("contact", \.contact),
    ]
    private static let storedAs = "instance"

    let file: Values
    private let content: ContentStore
    private let kept: Mutex<Values>

    /// - Parameter file: What the project's file says.
    /// - Throws: ``ContentError``
    package init(_ content: ContentStore, file: Values) async throws {
        self.content = content
        self.file = file
        let stored = try await content.setting(Self.storedAs) ?? JSONObject()
        var values = Values()
        for (name, path) in Self.names { values[keyPath: path] = stored[name]?.stringValue }
        kept = Mutex(values)
    }

    /// What was said while it ran.
    var own: Values { kept.withLock { $0 } }

    /// What is in force.
    var current: Values {
        var values = own
        for (_, path) in Self.names {
            if let written = file[keyPath: path] { values[keyPath: path] = written }
        }
        return values
    }

    /// - Throws: ``ContentError``
    func set(_ values: Values) async throws {
        var stored = JSONObject()
        for (name, path) in Self.names { stored[name] = values[keyPath: path].map(JSONValue.string) }
        try await content.set(Self.storedAs, stored)
        kept.withLock { $0 = values }
    }
}

/// A setting as a running server has it.
package struct ServedSetting: Sendable {
    /// As the file writes it: `server.public_url`.
    package var name: String
    package var value: String
    /// The file's line that says it; `nil` where the file says nothing.
    package var line: Int?

    package init(name: String, value: String, line: Int?) {
        self.name = name
        self.value = value
        self.line = line
    }
}
