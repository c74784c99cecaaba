extension Permission {
    /// The permission that this one is worth nothing without; a set that has this one has that one too.
    package var parent: Permission? {
        switch self {
        case .accessData, .manageModels, .manageStereo, .seeLogs, .seeUsers, .seeSchedules, .seePDTs, .seeDatagroups,
            .seeSystemActivity, .seeAlerts, .supportAccessToggle, .administer, .manageHomepage, .createPrefetches,
            .seeQueries, .mobileAppAccess:
            nil
        case .seeLookMLDashboards, .seeLooks, .useSQLRunner, .clearCacheRefresh, .seeDrillOverlay, .manageSpaces,
            .embedBrowseSpaces:
            .accessData
        case .seeUserDashboards: .seeLooks
        case .explore, .downloadWithLimit, .downloadWithoutLimit, .scheduleLookEmails, .createAlerts, .followAlerts,
            .sendToS3, .sendToSFTP, .sendOutgoingWebhook, .sendToIntegration, .seeLookML:
            .seeLooks
        case .createTableCalculations, .createCustomFields, .canCreateForecast, .saveContent, .seeSQL: .explore
        case .saveDashboards, .saveLooks, .createPublicLooks: .saveContent
        case .embedSaveSharedSpace: .embedBrowseSpaces
        case .scheduleExternalLookEmails: .scheduleLookEmails
        case .develop: .seeLookML
        case .deploy: .develop
        case .sudo: .seeUsers
        case .updateDatagroups: .seeDatagroups
        }
    }

    /// What it permits, for people.
    package var summary: String {
        switch self {
        case .accessData: "See data of the models of the role. Nearly everything else stands on it."
        case .seeLookMLDashboards: "See dashboards that are written in LookML."
        case .seeLooks: "See saved Looks."
        case .seeUserDashboards: "See dashboards that people made."
        case .explore: "Explore the models."
        case .createTableCalculations: "Add table calculations."
        case .createCustomFields: "Add custom fields."
        case .canCreateForecast: "Add forecasts."
        case .saveContent: "Save in folders that one may edit."
        case .saveDashboards: "Save dashboards."
        case .saveLooks: "Save Looks."
        case .createPublicLooks: "Publish Looks to everybody who has their link."
        case .downloadWithLimit: "Download what is shown, within the limit of rows."
        case .downloadWithoutLimit: "Download all rows."
        case .scheduleLookEmails: "Schedule deliveries to oneself and to other users."
        case .scheduleExternalLookEmails: "Schedule deliveries to any address."
        case .createAlerts: "Make alerts on tiles."
        case .followAlerts: "Follow alerts."
        case .sendToS3: "Deliver to S3."
        case .sendToSFTP: "Deliver to an SFTP server."
        case .sendOutgoingWebhook: "Deliver to a webhook."
        case .sendToIntegration: "Deliver to integrations."
        case .seeSQL: "See the SQL of queries, and what the database says of it."
        case .seeLookML: "See the LookML of the models, and where data comes from."
        case .develop: "Change LookML, check the project, build tables."
        case .deploy: "Put changes of LookML into production."
        case .useSQLRunner: "Run SQL of one's own on the warehouse."
        case .clearCacheRefresh: "Run queries anew, and pipelines now."
        case .seeDrillOverlay: "See the rows behind a number."
        case .manageSpaces: "Make, move and delete folders, and say who sees them."
        case .manageHomepage: "Choose what the home page shows."
        case .manageModels: "Configure which models there are."
        case .manageStereo: "Manage the settings of stereo."
        case .createPrefetches: "Have results fetched beforehand."
        case .embedBrowseSpaces: "Browse content in embedded pages."
        case .embedSaveSharedSpace: "Save to shared folders in embedded pages."
        case .seeQueries: "See who runs which queries."
        case .seeLogs: "See logs."
        case .seeUsers: "See the accounts of others."
        case .sudo: "Act as another user."
        case .seeSchedules: "See everybody's deliveries."
        case .seePDTs: "See the derived tables that are kept."
        case .seeDatagroups: "See datagroups."
        case .updateDatagroups: "Trigger datagroups and reset their caches."
        case .seeSystemActivity: "Explore how the system is used."
        case .seeAlerts: "See everybody's alerts."
        case .supportAccessToggle: "Let support in."
        case .mobileAppAccess: "Sign in on a phone."
        case .administer: "Everything: users, groups, roles, settings."
        }
    }
}
