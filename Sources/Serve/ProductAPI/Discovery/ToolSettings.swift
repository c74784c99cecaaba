/// What `tools` of the settings says: how much is known of an account by its telemetry status, and where to look then.
package struct ToolSettings: Sendable {
    /// An explore with a row for each account.
    package struct Accounts: Sendable {
        package var explore: String
        /// The field that names an account.
        package var name: String
        package var status: String

        package init(explore: String, name: String, status: String) {
            self.explore = explore
            self.name = name
            self.status = status
        }
    }

    /// An explore with a row for each instance.
    package struct Instances: Sendable {
        package var explore: String
        package var id: String
        /// The field that names the instance's account.
        package var account: String

        package init(explore: String, id: String, account: String) {
            self.explore = explore
            self.id = id
            self.account = account
        }
    }

    /// A status, and what one can know of an account that has it.
    package struct Level: Sendable {
        package var status: String
        package var says: String

        package init(status: String, says: String) {
            self.status = status
            self.says = says
        }
    }

    /// Somewhere to look.
    package struct Link: Sendable {
        package var title: String
        /// A dashboard's id, or a page's address.
        package var dashboard: String?
        package var page: String?
        /// The least status with which it shows something; `nil`: it always does.
        package var from: String?

        package init(title: String, dashboard: String?, page: String?, from: String?) {
            self.title = title
            self.dashboard = dashboard
            self.page = page
            self.from = from
        }
    }

    package var model: String
    package var accounts: Accounts
    package var instances: Instances?
    /// From the least to the most that is known.
    package var levels: [Level]
    package var links: [Link]

    package init(model: String, accounts: Accounts, instances: Instances?, levels: [Level], links: [Link]) {
        self.model = model
        self.accounts = accounts
        self.instances = instances
        self.levels = levels
        self.links = links
    }
}
