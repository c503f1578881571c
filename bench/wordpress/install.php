<?php
// php install.php WORDPRESS TEXTS: sets up a site and makes a post of every page in TEXTS, named like its file.
[$wordpress, $texts] = [$argv[1], $argv[2]];
$_SERVER['HTTP_HOST'] = '127.0.0.1';
define('WP_INSTALLING', true);
require "$wordpress/wp-load.php";
require ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install('Bench', 'bench', 'bench@example.org', true, '', 'bench');
update_option('posts_per_page', 20);
update_option('permalink_structure', '');
kses_remove_filters();
foreach (glob("$texts/*.html") as $file) {
    $page = file_get_contents($file);
    preg_match('#<main\b[^>]*>(.*)</main>#s', $page, $main);
    preg_match('#<title>([^<]*)</title>#', $page, $title);
    $made = wp_insert_post([
        'post_title' => html_entity_decode($title[1]),
        'post_name' => basename($file, '.html'),
        'post_content' => $main[1],
        'post_status' => 'publish',
        'post_author' => 1,
    ], true);
    if (is_wp_error($made)) {
        fwrite(STDERR, $made->get_error_message());
        exit(1);
    }
    echo "post $made ", basename($file, '.html'), "\n";
}
