#include <git2.h>
#include <git2/sys/repository.h>

// Settings of the library are made by a function of any number of arguments, which Swift cannot call.

/// Extensions of a repository's format that change nothing of what is read: how much of it a clone
/// holds, where configuration and references are kept, what may be pruned.
static inline int mooring_git_allow_extensions(void) {
  const char *names[] = {"noop",       "partialclone",      "preciousobjects",
                         "refstorage", "relativeworktrees", "worktreeconfig"};
  return git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, names, sizeof names / sizeof *names);
}

static inline int mooring_git_set_owner_validation(int is_on) {
  return git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, is_on);
}

static inline int mooring_git_set_search_path(git_config_level_t level, const char *path) {
  return git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, (int)level, path);
}
