"""One Markdown file is read: its frontmatter, its structure, its task lines."""
